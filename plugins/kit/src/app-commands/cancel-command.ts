import {type AppDefinition, cancel, type CancelResult} from '@aws-stack/core'

import {listOf, partFlag} from '../flags/common-flags.js'
import {environmentFlagOf, placeAndConfigs} from '../flags/config-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {noWaitFlag, timeoutFlag} from '../flags/wait-flags.js'
import {formatCancelled} from '../format/cancelled.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function cancelCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Cancel extends StackCommand {
    static override summary = `Stop what runs on the stacks of ${app.title}, from any machine.`

    static override description = `A stack that is being created is deleted, one that is being updated is rolled back to what it was, \
a service that is still rolled out goes back to what it ran${app.configs ? ', the deployment of a configuration is rolled back' : ''}. \
A deletion or a rollback cannot be stopped; it is followed to its end. \
The run that began it sees its stack fail, and begins no other. Asks nobody; leaves with 0 also when nothing runs.`

    static override examples = [
      {description: 'Stop a deploy that was begun elsewhere.', command: '<%= config.bin %> <%= command.id %>'},
      {description: 'Only ask for it, in CI.', command: '<%= config.bin %> <%= command.id %> --no-wait --json'},
    ]

    static override flags = {
      ...placeFlagsOf(app),
      ...partFlag,
      ...environmentFlagOf(app),
      ...timeoutFlag,
      ...noWaitFlag,
    }

    async run(): Promise<CancelResult> {
      const parsed = await this.parse(Cancel)
      const {part, env, 'no-wait': noWait} = parsed.flags
      const {settings, ctx} = await this.open(app, parsed, placeAndConfigs(app))

      const input = {parts: listOf(part), environments: listOf(env), wait: !noWait}
      return this.show(await cancel(app, settings, input, ctx), formatCancelled)
    }
  }
}
