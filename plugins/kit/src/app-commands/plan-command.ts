import {type AppDefinition, plan, type PlanResult, refuseChanges} from '@aws-stack/core'
import * as Flags from '@oclif/core/flags'

import {CHANGES} from '../exit-codes.js'
import {listOf, partFlag} from '../flags/common-flags.js'
import {failOnFlag, failOnOf} from '../flags/fail-on-flag.js'
import {placeFlagsOf, settingsFlags} from '../flags/settings-flags.js'
import {lockFlag, timeoutFlag} from '../flags/wait-flags.js'
import {formatPlan} from '../format/plan.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function planCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Plan extends StackCommand {
    static override summary = `Show what a deploy of ${app.title} would change.`

    static override description = `Lists the images to build and the stacks to change, resource by resource and property by property; \
what CloudFormation would replace and what data would be lost stands out. \
Changes nothing, and leaves nothing behind in the account: the change sets that it makes are deleted again.`

    static override examples = [
      {description: 'See what would change.', command: '<%= config.bin %> <%= command.id %>'},
      {
        description: 'In CI: leave with 10 when there are changes.',
        command: '<%= config.bin %> <%= command.id %> --exit-code --json',
      },
      {
        description: 'In CI: leave with 9 when a resource would be replaced or deleted.',
        command: '<%= config.bin %> <%= command.id %> --fail-on replace,delete',
      },
    ]

    static override flags = {
      ...settingsFlags(app),
      ...placeFlagsOf(app),
      ...partFlag,
      ...timeoutFlag,
      ...lockFlag,
      ...failOnFlag,
      'exit-code': Flags.boolean({
        default: false,
        summary: 'Leave with 10 when there are changes.',
        env: 'AWS_STACK_EXIT_CODE',
      }),
    }

    async run(): Promise<PlanResult> {
      const parsed = await this.parse(Plan)
      const failOn = failOnOf(parsed.flags['fail-on'])
      const {settings, ctx} = await this.open(app, parsed)

      const result = await plan(app, settings, {parts: listOf(parsed.flags.part)}, ctx)

      const shown = this.show(result, formatPlan)
      refuseChanges(shown, failOn)
      if (parsed.flags['exit-code'] && result.changed) process.exitCode = CHANGES
      return shown
    }
  }
}
