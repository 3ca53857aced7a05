import {usageError} from './command-error.js'
import type {Settings, Variables} from './settings.js'
import {type FlagTable, takeArguments} from './take-arguments.js'
import {atLeast, notEmpty} from './values.js'
import type {Environment} from './world.js'

const FLAGS: FlagTable<Settings>['flags'] = {
  '-e': (settings) => (settings.isCode = true),
  '-y': (settings) => (settings.isStream = true),
  '-S': (settings) => (settings.isText = true),
  '-c': (settings) => (settings.makesFolders = true),
  '--minify': (settings) => (settings.format = 'minified'),
  '--canonical': (settings) => (settings.format = 'canonical'),
  '--yaml': (settings) => (settings.format = 'yaml'),
  '--no-trailing-newline': (settings) => (settings.trailingNewline = false),
  '-h': (settings) => (settings.only = 'help'),
  '-v': (settings) => (settings.only = 'version'),
}

const LONG: Readonly<Record<string, string>> = {
  '--exec': '-e',
  '--yaml-stream': '-y',
  '--string': '-S',
  '--help': '-h',
  '--version': '-v',
  '--output-file': '-o',
  '--create-output-dirs': '-c',
  '--multi': '-m',
  '--jpath': '-J',
  '--max-stack': '-s',
  '--max-trace': '-t',
  '--ext-str': '-V',
  '--tla-str': '-A',
}

const VALUES: FlagTable<Settings>['values'] = {
  '-o': (settings, value) => (settings.file = notEmpty('-o', value)),
  '-m': (settings, value) => (settings.multi = notEmpty('-m', value).replace(/\/?$/, '/')),
  '-J': (settings, value) => settings.jpath.push(notEmpty('-J', value)),
  '-s': (settings, value) => (settings.maxStack = atLeast(1, '--max-stack', value)),
  '-t': (settings, value) => (settings.maxTrace = atLeast(0, '--max-trace', value)),
  '-V': (settings, value, environment) => assign(settings.ext, 'text', variable(value, environment)),
  '-A': (settings, value, environment) => assign(settings.tla, 'text', variable(value, environment)),
  '--ext-code': (settings, value, environment) => assign(settings.ext, 'code', variable(value, environment)),
  '--tla-code': (settings, value, environment) => assign(settings.tla, 'code', variable(value, environment)),
  '--ext-str-file': (settings, value) => assign(settings.ext, 'code', fileVariable(value, 'importstr')),
  '--ext-code-file': (settings, value) => assign(settings.ext, 'code', fileVariable(value, 'import')),
  '--tla-str-file': (settings, value) => assign(settings.tla, 'code', fileVariable(value, 'importstr')),
  '--tla-code-file': (settings, value) => assign(settings.tla, 'code', fileVariable(value, 'import')),
  // Memory is the engine's own business here.
  '--gc-min-objects': (_, value) => void atLeast(0, '--gc-min-objects', value),
  '--gc-growth-trigger': () => undefined,
}

/** Reads the arguments of `jsonnet`. Throws a CommandError. */
export function readArguments(argv: readonly string[], environment: Environment, settings: Settings): Settings {
  const rest = takeArguments(argv, {flags: FLAGS, values: VALUES, long: LONG}, settings, environment)
  if (settings.only) return settings
  if (settings.isStream && !settings.trailingNewline) {
    throw usageError('ERROR: cannot use --no-trailing-newline with --yaml-stream', {showHelp: true})
  }
  const want = settings.isCode ? 'code' : 'filename'
  if (rest.length === 0) throw usageError(`ERROR: must give ${want}\n`, {showHelp: true})
  if (rest.length > 1) throw usageError(`ERROR: only one ${want} is allowed\n`)
  settings.input = rest[0]!
  return settings
}

/** The last of a name counts, be it text or code. */
function assign(variables: Variables, kind: keyof Variables, [name, value]: readonly [string, string]): void {
  delete variables.text[name]
  delete variables.code[name]
  variables[kind][name] = value
}

/** `name=value`, or `name` of an environment variable. */
function variable(argument: string, environment: Environment): [string, string] {
  const at = argument.indexOf('=')
  if (at >= 0) return [argument.slice(0, at), argument.slice(at + 1)]
  const value = environment[argument]
  if (value === undefined) throw usageError(`ERROR: environment variable ${argument} was undefined.`)
  return [argument, value]
}

/** `name=file`: code that imports it. */
function fileVariable(argument: string, how: 'import' | 'importstr'): [string, string] {
  const at = argument.indexOf('=')
  if (at < 0) throw usageError(`ERROR: argument not in form <var>=<file> "${argument}".`)
  return [argument.slice(0, at), `${how} @'${argument.slice(at + 1).replaceAll("'", "''")}'`]
}
