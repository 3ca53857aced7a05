import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname} from 'node:path'

import {JsonnetError} from '../errors.js'
import {evaluate, evaluateMulti, type EvaluateOptions, evaluateStream} from '../evaluate.js'
import {readArguments} from './arguments.js'
import {attempt} from './attempt.js'
import {CommandError} from './command-error.js'
import {readInput} from './files.js'
import {defaultSettings, FOLLOWS, HELP, type Settings} from './settings.js'
import type {World} from './world.js'

export interface Performed {
  /** What goes to the standard output. */
  readonly output: string
  /** The files that hold what was asked for, also those that held it already. */
  readonly files: readonly string[]
}

/** Does what the arguments of `jsonnet` say. Throws a CommandError. */
export function perform(argv: readonly string[], world: World): Performed {
  const settings = readArguments(argv, world.environment, defaultSettings(world.environment['JSONNET_PATH']))
  const {only, file} = settings
  if (only === 'help') return {output: HELP, files: []}
  if (only === 'version') return {output: `Jsonnet commandline interpreter v${FOLLOWS} (aws-stack)\n`, files: []}

  const {output, files} = evaluated(settings, world)
  if (file === undefined) return {output, files}
  write(file, output, 'Writing to output file', settings)
  return {output: '', files: [...files, file]}
}

function evaluated(settings: Settings, world: World): Performed {
  const {isCode, input, maxTrace} = settings
  const source = isCode ? input : readInput(input, world)
  const filename = isCode ? '<cmdline>' : input === '-' ? '<stdin>' : input
  const trace = (line: string) => world.stderr(`${line}\n`)
  try {
    return print(source, {...optionsOf(settings), filename, trace}, settings)
  } catch (error) {
    if (!(error instanceof JsonnetError)) throw error
    throw new CommandError('program', error.format(maxTrace), {cause: error})
  }
}

function optionsOf({ext, tla, isText, format, jpath, maxStack}: Settings): EvaluateOptions {
  const variables = {extVars: ext.text, extCode: ext.code, tlaVars: tla.text, tlaCode: tla.code}
  return {...variables, string: isText, format, jpath, ...(maxStack !== undefined && {maxStack})}
}

function print(source: string, options: EvaluateOptions, settings: Settings): Performed {
  const {multi, isStream, trailingNewline} = settings
  const end = trailingNewline ? '\n' : ''
  if (multi !== undefined) {
    const documents = [...evaluateMulti(source, options)]
    const files = documents.map(([name, text]) => {
      writeIfOther(multi + name, text + end, settings)
      return multi + name
    })
    return {output: files.map((file) => `${file}\n`).join(''), files}
  }
  if (!isStream) return {output: evaluate(source, options) + end, files: []}
  const documents = evaluateStream(source, options)
  const last = documents.length > 0 ? '...\n' : ''
  return {output: documents.map((document) => `---\n${document}\n`).join('') + last, files: []}
}

/** A file that holds this already keeps its time. */
function writeIfOther(file: string, text: string, settings: Settings): void {
  const isThere =
    existsSync(file) && attempt('target', 'Opening output file', file, () => readFileSync(file, 'utf8')) === text
  if (!isThere) write(file, text, 'Opening output file', settings)
}

function write(file: string, text: string, what: string, {makesFolders}: Settings): void {
  attempt('target', what, file, () => {
    if (makesFolders) mkdirSync(dirname(file), {recursive: true})
    writeFileSync(file, text)
  })
}
