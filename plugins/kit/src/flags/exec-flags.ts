import {StackError} from '@aws-stack/core'
import * as Flags from '@oclif/core/flags'

export const execFlags = {
  cmd: Flags.string({
    char: 'c',
    summary: 'Command for the shell in the container; without it, a shell.',
    env: 'AWS_STACK_EXEC_CMD',
  }),
  env: Flags.string({
    char: 'e',
    summary: 'Variable for the command, NAME=VALUE; may be repeated.',
    env: 'AWS_STACK_EXEC_ENV',
    helpValue: 'NAME=VALUE',
    multiple: true,
    multipleNonGreedy: true,
  }),
  task: Flags.string({summary: "Id of one of the server's tasks, where several run.", env: 'AWS_STACK_EXEC_TASK'}),
}

/** The first `=` ends the name: values may hold more of them. */
export function variablesOf(given: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=')
      if (at < 1) throw new StackError('USAGE', `"${text}" is no variable: --env takes NAME=VALUE`)
      return [text.slice(0, at), text.slice(at + 1)]
    }),
  )
}
