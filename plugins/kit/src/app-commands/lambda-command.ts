import {type AppDefinition, runOnClient} from '@aws-stack/core'
import type {ClientResult} from '@aws-stack/core'

import {lambdaFlags, variablesOf} from '../flags/exec-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function lambdaCommand<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  {aliases}: {aliases: string[]},
): AppCommand {
  return class Lambda extends StackCommand {
    static override aliases = aliases

    static override summary = `Run a command in ${app.title}'s client, a Lambda function.`

    static override description =
      "Needs no running server, but for what asks one. Output, errors and exit code are the command's own; it gets no standard input. Never run twice: where no answer comes it is not tried again."

    static override examples = [
      {description: 'Ask the server.', command: `<%= config.bin %> <%= command.id %> --cmd 'vast status'`},
      {
        description: 'Run a script of this machine, with a variable.',
        command: '<%= config.bin %> <%= command.id %> --cmd file://script.sh --env DAY=2026-11-21',
      },
      {
        description: 'Run a script from standard input, and get the whole answer.',
        command: '<%= config.bin %> <%= command.id %> --cmd - --json < script.sh',
      },
    ]

    static override flags = {...placeFlagsOf(app), ...timeoutFlag, ...lambdaFlags}

    async run(): Promise<ClientResult> {
      const parsed = await this.parse(Lambda)
      const {cmd: command} = parsed.flags
      const env = variablesOf(parsed.flags.env ?? [], this.secrets)
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      const result = await runOnClient(app, settings, {command, env, stdin: process.stdin}, ctx)

      process.exitCode = result.exitCode
      if (!this.jsonEnabled()) {
        process.stdout.write(wholeLines(result.stdout))
        process.stderr.write(wholeLines(result.stderr))
      }
      return result
    }
  }
}

function wholeLines(text: string): string {
  return text === '' ? '' : `${text}\n`
}
