import {type AppDefinition, deploy, type DeployResult, plan, type PlanResult, refuseChanges} from '@aws-stack/core'
import * as Flags from '@oclif/core/flags'

import {consentFlags, listOf, partFlag} from '../flags/common-flags.js'
import {failOnFlag, failOnOf} from '../flags/fail-on-flag.js'
import {lockFlag, noWaitFlag, timeoutFlag} from '../flags/wait-flags.js'
import {placeFlagsOf, settingsFlags} from '../flags/settings-flags.js'
import {formatDeployed} from '../format/deployed.js'
import {formatPlan} from '../format/plan.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function deployCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Deploy extends StackCommand {
    static override summary = `Deploy ${app.title}: build and push its images, create or update its stacks.`

    static override description = `Plans, asks, then changes only what differs; a second deploy of the same sources changes nothing. \
What it creates is billed by AWS until \`${app.name}:destroy\` removes it. \
A failed stack is rolled back by CloudFormation, and the next deploy goes on from there. \
Ctrl-C cancels: what is being created is deleted, what is being updated is rolled back; twice leaves it to AWS. \
What would lose data needs --force where nobody is asked.`

    static override examples = [
      {
        description: 'Deploy with the settings of .env and aws-stack.yaml.',
        command: '<%= config.bin %> <%= command.id %>',
      },
      {description: 'Deploy from CI, without a question.', command: '<%= config.bin %> <%= command.id %> --yes --json'},
      {description: 'Try it on the local AWS.', command: '<%= config.bin %> <%= command.id %> --local'},
    ]

    static override flags = {
      ...settingsFlags(app),
      ...placeFlagsOf(app),
      ...partFlag,
      ...consentFlags,
      ...timeoutFlag,
      ...lockFlag,
      ...noWaitFlag,
      ...failOnFlag,
      'dry-run': Flags.boolean({
        default: false,
        summary: `Only plan, as ${app.name}:plan does.`,
        env: 'AWS_STACK_DRY_RUN',
      }),
      'skip-resource': Flags.string({
        summary: 'Leave this resource as it is in a rollback that fails at it; may be repeated.',
        env: 'AWS_STACK_SKIP_RESOURCE',
        helpValue: 'LogicalId',
        multiple: true,
        multipleNonGreedy: true,
      }),
    }

    async run(): Promise<DeployResult | PlanResult> {
      const parsed = await this.parse(Deploy)
      const {yes, force, part, 'skip-resource': skip, 'no-wait': noWait} = parsed.flags
      const failOn = failOnOf(parsed.flags['fail-on'])
      const {settings, ctx} = await this.open(app, parsed)

      const input = {yes, force, failOn, parts: listOf(part), skip: listOf(skip), wait: !noWait}
      if (parsed.flags['dry-run']) {
        const shown = this.show(await plan(app, settings, {parts: listOf(part)}, ctx), formatPlan)
        refuseChanges(shown, failOn)
        return shown
      }
      return this.show(await deploy(app, settings, input, ctx), formatDeployed)
    }
  }
}
