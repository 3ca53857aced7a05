import {type AppDefinition, type ServerResult, start} from '@aws-stack/core'

import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatServer} from '../format/server.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function startCommand<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  {aliases}: {aliases: string[]},
): AppCommand {
  return class Start extends StackCommand {
    static override aliases = aliases

    static override summary = `Start ${app.title}'s server.`

    static override description = `Asks ECS for one task and waits until it runs, is healthy and takes commands. It is billed while it runs. A server that runs already is left as it is. \
A task that ends instead is told with its reason and its last lines.`

    static override examples = [
      {description: 'Start the server.', command: '<%= config.bin %> <%= command.id %>'},
      {
        description: 'In CI, for ten minutes at most.',
        command: '<%= config.bin %> <%= command.id %> --timeout 10m --json',
      },
    ]

    static override flags = {...placeFlagsOf(app), ...timeoutFlag}

    async run(): Promise<ServerResult> {
      const parsed = await this.parse(Start)
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      return this.show(await start(app, settings, ctx), formatServer)
    }
  }
}
