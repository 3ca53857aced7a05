import {type AppDefinition, policy, POLICY_VERBS, type PolicyResult, type PolicyVerb, StackError} from '@aws-stack/core'
import * as Flags from '@oclif/core/flags'

import {listOf} from '../flags/common-flags.js'
import {placeFlagsOf, settingsFlags} from '../flags/settings-flags.js'
import {formatPolicy, formatReasons} from '../format/policy.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function policyCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Policy extends StackCommand {
    static override summary = `Show the least IAM policy that the commands of ${app.title} need.`

    static override description = `By ARN: what the commands call themselves, and what CloudFormation calls for them with the same credentials. Prints IAM documents, \
each short enough for a managed policy; all of them belong to one role. --reasons says what each statement is for. Where AWS makes the id of a resource, its \
tags are the condition. Our best knowledge, not exact: CloudFormation does not say all that it calls. Reads only the settings and templates here; AWS is asked for the account, \
where the settings do not name it, and for nothing else.`

    static override examples = [
      {description: 'Print the documents.', command: '<%= config.bin %> <%= command.id %>'},
      {description: 'See why each right is there.', command: '<%= config.bin %> <%= command.id %> --reasons'},
      {
        description: 'In CI: what a pipeline that plans needs, and no more.',
        command: '<%= config.bin %> <%= command.id %> --command plan --json',
      },
    ]

    static override flags = {
      ...settingsFlags(app),
      ...placeFlagsOf(app),
      command: Flags.string({
        multiple: true,
        multipleNonGreedy: true,
        summary:
          'Commands that it is for: plan, deploy, destroy, or operate, which is all others; may be repeated. All without it.',
        helpValue: POLICY_VERBS.join('|'),
        env: 'AWS_STACK_POLICY_COMMANDS',
      }),
      reasons: Flags.boolean({
        default: false,
        summary: 'Say what each statement is for, in place of the documents.',
        env: 'AWS_STACK_POLICY_REASONS',
      }),
    }

    async run(): Promise<PolicyResult> {
      const parsed = await this.parse(Policy)
      const commands = verbsOf(listOf(parsed.flags['command']))
      const {settings, ctx} = await this.open(app, parsed)

      const result = await policy(app, settings, {commands}, ctx)

      return this.show(result, parsed.flags['reasons'] ? formatReasons : formatPolicy)
    }
  }
}

function verbsOf(named: readonly string[]): readonly PolicyVerb[] {
  const wrong = named.find((name) => !POLICY_VERBS.some((verb) => verb === name))
  if (wrong !== undefined)
    throw new StackError('USAGE', `${wrong} is none of the commands that a policy is for: ${POLICY_VERBS.join(', ')}`)
  return named.length === 0 ? POLICY_VERBS : POLICY_VERBS.filter((verb) => named.includes(verb))
}
