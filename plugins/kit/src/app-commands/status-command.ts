import {type AppDefinition, status, type StatusResult} from '@aws-stack/core'

import {listOf, partFlag} from '../flags/common-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {formatStatus} from '../format/status.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function statusCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Status extends StackCommand {
    static override summary = `Show what of ${app.title} is deployed, and in which state.`

    static override description = `Lists the stacks with CloudFormation's own status, and the images that they run. \
Reads only, and leaves with 0 whenever it could tell.`

    static override examples = [
      {description: 'See what is deployed.', command: '<%= config.bin %> <%= command.id %>'},
      {description: 'In CI, of another stage.', command: '<%= config.bin %> <%= command.id %> --stage test --json'},
    ]

    static override flags = {...placeFlagsOf(app), ...partFlag}

    async run(): Promise<StatusResult> {
      const parsed = await this.parse(Status)
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      const result = await status(app, settings, {parts: listOf(parsed.flags.part)}, ctx)

      return this.show(result, formatStatus)
    }
  }
}
