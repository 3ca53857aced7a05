import {type AppDefinition, type ServerResult, restart} from '@aws-stack/core'

import {consentFlags} from '../flags/common-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatServer} from '../format/server.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function restartCommand<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  {aliases}: {aliases: string[]},
): AppCommand {
  return class Restart extends StackCommand {
    static override aliases = aliases

    static override summary = `Replace the task of ${app.title}'s server.`

    static override description = `Starts a new deployment of what is deployed, and waits until its task serves. Asks first where something is lost with the old task; leaves with 8 where no server runs.`

    static override examples = [
      {description: 'Restart the server.', command: '<%= config.bin %> <%= command.id %>'},
      {description: 'Without a question.', command: '<%= config.bin %> <%= command.id %> --yes'},
    ]

    static override flags = {...placeFlagsOf(app), ...consentFlags, ...timeoutFlag}

    async run(): Promise<ServerResult> {
      const parsed = await this.parse(Restart)
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      const {yes, force} = parsed.flags
      return this.show(await restart(app, settings, {yes, force}, ctx), formatServer)
    }
  }
}
