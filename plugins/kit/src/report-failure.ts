import {errorDocument} from './error-document.js'
import {isSet} from './flags/common-flags.js'
import {formatError} from './format/error.js'
import {fitted} from './paint.js'
import {toFailure} from './to-failure.js'

/** The program's last word on what no command has caught: text on standard error, or the document on standard output. Returns the exit code. */
export function reportFailure(thrown: unknown, argv: readonly string[]): number {
  const error = toFailure(thrown, {command: 'aws-stack'})
  if (wantsJson(argv)) process.stdout.write(`${JSON.stringify(errorDocument(error), undefined, 2)}\n`)
  else process.stderr.write(`${fitted(formatError(error), process.stderr, process.env)}\n`)
  return error.exitCode
}

function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return argv.slice(0, end === -1 ? undefined : end).includes('--json') || isSet(process.env['AWS_STACK_JSON'])
}
