import {usageError} from '../command-error.js'
import {type FlagTable, takeArguments} from '../take-arguments.js'
import {atLeast, notEmpty} from '../values.js'
import type {FormatSettings} from './settings.js'

const FLAGS: FlagTable<FormatSettings>['flags'] = {
  '-h': (settings) => (settings.only = 'help'),
  '-v': (settings) => (settings.only = 'version'),
  '-e': (settings) => (settings.isCode = true),
  '-i': (settings) => (settings.isInPlace = true),
  '--test': (settings) => (settings.isTest = true),
  '--pretty-field-names': ({style}) => (style.prettyFieldNames = true),
  '--no-pretty-field-names': ({style}) => (style.prettyFieldNames = false),
  '--pad-arrays': ({style}) => (style.padArrays = true),
  '--no-pad-arrays': ({style}) => (style.padArrays = false),
  '--pad-objects': ({style}) => (style.padObjects = true),
  '--no-pad-objects': ({style}) => (style.padObjects = false),
  '--sort-imports': ({style}) => (style.sortImports = true),
  '--no-sort-imports': ({style}) => (style.sortImports = false),
}

const LONG: Readonly<Record<string, string>> = {
  '--help': '-h',
  '--version': '-v',
  '--exec': '-e',
  '--in-place': '-i',
  '--output-file': '-o',
  '--indent': '-n',
}

const VALUES: FlagTable<FormatSettings>['values'] = {
  '-o': (settings, value) => (settings.file = notEmpty('-o', value)),
  '-n': ({style}, value) => (style.indent = atLeast(0, '--indent', value)),
  '--max-blank-lines': ({style}, value) => (style.maxBlankLines = atLeast(0, '--max-blank-lines', value)),
  '--string-style': ({style}, value) => {
    style.stringStyle = letter('--string-style', value, {s: 'single', d: 'double', l: 'leave'} as const)
  },
  '--comment-style': ({style}, value) => {
    style.commentStyle = letter('--comment-style', value, {s: 'slash', h: 'hash', l: 'leave'} as const)
  },
}

/** Reads the arguments of `jsonnetfmt`. Throws a CommandError. */
export function readFormatArguments(argv: readonly string[], settings: FormatSettings): FormatSettings {
  settings.inputs.push(...takeArguments(argv, {flags: FLAGS, values: VALUES, long: LONG}, settings, {}))
  if (!settings.only) refuse(settings)
  return settings
}

function refuse({inputs, isCode, isInPlace, isTest}: FormatSettings): void {
  const want = isCode ? 'code' : 'filename'
  if (inputs.length === 0) throw usageError(`ERROR: must give ${want}\n`, {showHelp: true})
  if (inputs.length > 1 && !isInPlace && !isTest) throw usageError(`ERROR: only one ${want} is allowed\n`)
}

function letter<Style>(flag: string, value: string, styles: Readonly<Record<string, Style>>): Style {
  const style = Object.hasOwn(styles, value) ? styles[value] : undefined
  if (style === undefined) throw usageError(`ERROR: invalid ${flag} value: ${value}`)
  return style
}
