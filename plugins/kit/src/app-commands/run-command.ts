import {type AppDefinition, run, type RunResult} from '@aws-stack/core'

import {variablesOf} from '../flags/exec-flags.js'
import {runFlags} from '../flags/run-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatStartedTask} from '../format/started-task.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function runCommand<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  {aliases}: {aliases: string[]},
): AppCommand {
  return class Run extends StackCommand {
    static override aliases = aliases

    static override summary = `Run a task of its own with ${app.title}'s server image.`

    static override description = `It runs beside the server, with the server's image, network and storage, and leaves it alone. \
What it writes is followed until it ends, and its exit code is ours. Ctrl-C stops it. It is billed while it runs. Without --cmd it would be a second server: that is asked for first.`

    static override examples = [
      {description: 'A command.', command: `<%= config.bin %> <%= command.id %> --cmd 'vast version'`},
      {
        description: 'In a script, for an hour at most.',
        command: '<%= config.bin %> <%= command.id %> --cmd "$COMMAND" --timeout 1h --json',
      },
    ]

    static override flags = {...placeFlagsOf(app), ...runFlags, ...timeoutFlag}

    async run(): Promise<RunResult> {
      const parsed = await this.parse(Run)
      const {cmd: command, yes, 'no-wait': noWait} = parsed.flags
      const env = parsed.flags.env && variablesOf(parsed.flags.env, this.secrets)
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})
      const write = this.lineWriter()

      const result = await run(app, settings, {command, env, yes, wait: !noWait, write}, ctx)
      if (result.exitCode === undefined) return this.show(result, formatStartedTask)
      process.exitCode = result.exitCode
      return result
    }
  }
}
