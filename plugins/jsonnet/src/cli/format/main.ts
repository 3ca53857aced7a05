import {JsonnetError} from '../../errors.js'
import {format} from '../../format/format.js'
import {CommandError, usageError} from '../command-error.js'
import {readInput, writeOutput} from '../files.js'
import {FOLLOWS} from '../settings.js'
import type {Terminal} from '../world.js'
import {readFormatArguments} from './arguments.js'
import {defaultFormatSettings, FORMAT_HELP, type FormatSettings} from './settings.js'

/** What `--test` leaves with where a file would be changed. */
const UNCLEAN = 2

/** Runs `jsonnetfmt` with its arguments; the exit code. */
export function main(argv: readonly string[], world: Terminal): number {
  try {
    const settings = readFormatArguments(argv, defaultFormatSettings())
    if (settings.only === 'help') world.stdout(FORMAT_HELP)
    else if (settings.only === 'version') world.stdout(`Jsonnet reformatter v${FOLLOWS} (aws-stack)\n`)
    else return run(settings, world)
    return 0
  } catch (error) {
    world.stderr(tell(error))
    return 1
  }
}

function tell(error: unknown): string {
  if (error instanceof CommandError) return `${error.message}\n${error.showHelp ? FORMAT_HELP : ''}`
  if (error instanceof JsonnetError) return `${error.message}\n`
  throw error
}

function run(settings: FormatSettings, world: Terminal): number {
  const {inputs, isInPlace, isTest, file} = settings
  if (!isInPlace && !isTest) {
    const {text} = formatted(inputs[0]!, settings, world)
    if (file === undefined) world.stdout(text)
    else writeOutput(file, text)
    return 0
  }
  const changed = inputs.filter((input) => change(input, settings, world))
  return isTest && changed.length > 0 ? UNCLEAN : 0
}

/** Formats one of several; whether it was or would be changed. */
function change(input: string, settings: FormatSettings, world: Terminal): boolean {
  const {isCode, isInPlace} = settings
  if (isInPlace && input === '-') throw usageError('ERROR: cannot use --in-place with stdin')
  if (isInPlace && isCode) throw usageError('ERROR: cannot use --in-place with --exec')
  const {source, text} = formatted(input, settings, world)
  if (text === source) return false
  if (isInPlace) writeOutput(input, text)
  if (input !== '-' && !isCode) world.stdout(`${input}\n`)
  return true
}

function formatted(input: string, {isCode, style}: FormatSettings, world: Terminal): {source: string; text: string} {
  const source = isCode ? input : readInput(input, world)
  const filename = isCode ? '<cmdline>' : input === '-' ? '<stdin>' : input
  return {source, text: format(source, {...style, filename})}
}
