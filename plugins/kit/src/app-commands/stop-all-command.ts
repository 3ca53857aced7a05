import {type AppDefinition, stopAll, type StopAllResult} from '@aws-stack/core'

import {consentFlags} from '../flags/common-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatStoppedAll} from '../format/tasks.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function stopAllCommand<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  {aliases}: {aliases: string[]},
): AppCommand {
  return class StopAll extends StackCommand {
    static override aliases = aliases

    static override summary = `Stop everything that runs in ${app.title}'s cluster.`

    static override description = `Asks ECS for no task of any service, stops every task, one-off ones too, and waits until none runs; what is deployed stays. \
Asks first where something is lost with a task.`

    static override examples = [
      {description: 'Stop all tasks.', command: '<%= config.bin %> <%= command.id %>'},
      {description: 'Without a question.', command: '<%= config.bin %> <%= command.id %> --yes'},
    ]

    static override flags = {...placeFlagsOf(app), ...consentFlags, ...timeoutFlag}

    async run(): Promise<StopAllResult> {
      const parsed = await this.parse(StopAll)
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      const {yes, force} = parsed.flags
      return this.show(await stopAll(app, settings, {yes, force}, ctx), formatStoppedAll)
    }
  }
}
