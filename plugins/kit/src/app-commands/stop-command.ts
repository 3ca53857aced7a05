import {type AppDefinition, type ServerResult, stop} from '@aws-stack/core'

import {consentFlags} from '../flags/common-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatServer} from '../format/server.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function stopCommand<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  {aliases}: {aliases: string[]},
): AppCommand {
  return class Stop extends StackCommand {
    static override aliases = aliases

    static override summary = `Stop ${app.title}'s server.`

    static override description = `Asks ECS for no task and waits until none runs; what is deployed stays. Asks first where something is lost with the task.`

    static override examples = [
      {description: 'Stop the server.', command: '<%= config.bin %> <%= command.id %>'},
      {description: 'Without a question.', command: '<%= config.bin %> <%= command.id %> --yes'},
    ]

    static override flags = {...placeFlagsOf(app), ...consentFlags, ...timeoutFlag}

    async run(): Promise<ServerResult> {
      const parsed = await this.parse(Stop)
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      const {yes, force} = parsed.flags
      return this.show(await stop(app, settings, {yes, force}, ctx), formatServer)
    }
  }
}
