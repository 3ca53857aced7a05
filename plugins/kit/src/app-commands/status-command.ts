import {type AppDefinition, status, type StatusResult} from '@aws-stack/core'
import * as Flags from '@oclif/core/flags'

import {statusExitCode} from '../exit-codes.js'
import {listOf, partFlag} from '../flags/common-flags.js'
import {taskFlag} from '../flags/exec-flags.js'
import {placeAndConfigs} from '../flags/config-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatStatus} from '../format/status.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

const exitCodeFlag = {
  'exit-code': Flags.boolean({
    default: false,
    summary: 'Leave with 8 when no server runs.',
    env: 'AWS_STACK_EXIT_CODE',
  }),
}

export function statusCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Status extends StackCommand {
    static override summary = `Show what of ${app.title} is deployed, and in which state.`

    static override description = `Lists the stacks with CloudFormation's own status and the images that they run, then what runs: tasks and their health, image and version, storage and its size, endpoint, functions. \
Reads only, and leaves with 0 whenever it could tell.`

    static override examples = [
      {description: 'See what is deployed.', command: '<%= config.bin %> <%= command.id %>'},
      {description: 'In CI, of another stage.', command: '<%= config.bin %> <%= command.id %> --stage test --json'},
      {
        description: 'In a script: leave with 8 when no server runs.',
        command: '<%= config.bin %> <%= command.id %> --exit-code',
      },
    ]

    static override flags = {
      ...placeFlagsOf(app),
      ...timeoutFlag,
      ...partFlag,
      ...taskFlag,
      ...exitCodeFlag,
    }

    async run(): Promise<StatusResult> {
      const parsed = await this.parse(Status)
      const {settings, ctx} = await this.open(app, parsed, placeAndConfigs(app))

      const {part, task, 'exit-code': tells} = parsed.flags
      const result = await status(app, settings, {parts: listOf(part), task, server: tells}, ctx)

      if (tells) process.exitCode = statusExitCode(result)
      return this.show(result, formatStatus)
    }
  }
}
