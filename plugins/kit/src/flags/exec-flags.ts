import {isSecretName, type Secrets, StackError} from '@aws-stack/core'
import * as Flags from '@oclif/core/flags'

export const taskFlag = {
  task: Flags.string({summary: "Id of one of the server's tasks, where several run.", env: 'AWS_STACK_TASK'}),
}

/** `--env` of a command that is run elsewhere, with its own environment variable. */
export function envFlag(variable: string, summary = 'Variable for the command, NAME=VALUE; may be repeated.') {
  return Flags.string({
    char: 'e',
    summary,
    env: variable,
    helpValue: 'NAME=VALUE',
    multiple: true,
    multipleNonGreedy: true,
  })
}

export const lambdaFlags = {
  cmd: Flags.string({
    char: 'c',
    summary:
      'Command for bash in the function; file://PATH, s3://BUCKET/KEY or - (standard input) to read it from there.',
    env: 'AWS_STACK_LAMBDA_CMD',
    required: true,
  }),
  env: envFlag('AWS_STACK_LAMBDA_ENV'),
}

export const execFlags = {
  cmd: Flags.string({
    char: 'c',
    summary: 'Command for the shell in the container; without it, a shell.',
    env: 'AWS_STACK_EXEC_CMD',
  }),
  env: envFlag('AWS_STACK_EXEC_ENV'),
  ...taskFlag,
}

/** The first `=` ends the name: values may hold more of them. Those that a name tells to be secret are hidden from then on. */
export function variablesOf(given: readonly string[], secrets: Secrets): Record<string, string> {
  const variables = given.map((text): [string, string] => {
    const at = text.indexOf('=')
    if (at < 1) throw new StackError('USAGE', `"${text}" is no variable: --env takes NAME=VALUE`)
    return [text.slice(0, at), text.slice(at + 1)]
  })
  for (const [name, value] of variables) if (isSecretName(name)) secrets.add(value)
  return Object.fromEntries(variables)
}
