import {StackError} from '@aws-stack/core'
import {CommandError, type CommandErrorKind, perform, type Performed, type World} from '@aws-stack/jsonnet/cli'

import {failedProgram} from './failed-program.js'

const CODES: Readonly<Record<Exclude<CommandErrorKind, 'program'>, string>> = {
  usage: 'USAGE',
  source: 'SOURCE_NOT_READABLE',
  target: 'TARGET_NOT_WRITABLE',
}

/** The engine's own command, with errors of ours. */
export function performJsonnet(argv: readonly string[], world: World): Performed {
  let stdin: string | undefined
  try {
    return perform(argv, {...world, stdin: () => (stdin ??= world.stdin())})
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    if (error.kind === 'program') throw failedProgram(error, {'<cmdline>': argv.at(-1), '<stdin>': stdin})
    throw new StackError(CODES[error.kind], toMessage(error.message), {cause: error})
  }
}

/** As all our messages are. */
function toMessage(text: string): string {
  const message = text.replace(/^ERROR: /, '').replace(/\.?\s*$/, '')
  return message.charAt(0).toLowerCase() + message.slice(1)
}
