import {type AppDefinition, replay, type ReplayResult} from '@aws-stack/core'
import * as Flags from '@oclif/core/flags'

import {consentFlags} from '../flags/common-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {toTime} from '../flags/to-time.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatReplayed} from '../format/sent.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function replayCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Replay extends StackCommand {
    static override summary = `Put raw events that were kept into ${app.title} once more.`

    static override description = `Counts the objects of the bucket that keeps raw events, asks, and sends their lines through the source again: whatever is behind it sees these events twice. What is written meanwhile is left out. Where it ends early it says with which --from it goes on. Events that are refused are counted and told, and the exit code is 5.`

    static override examples = [
      {description: 'What it would be.', command: '<%= config.bin %> <%= command.id %> --since 2h --dry-run'},
      {
        description: 'A day, not faster than a thousand events a second.',
        command: '<%= config.bin %> <%= command.id %> --prefix example/2026/11/21/ --rate 1000',
      },
      {
        description: 'In CI, without a question.',
        command: '<%= config.bin %> <%= command.id %> --since 1h --yes --json',
      },
    ]

    static override flags = {
      ...placeFlagsOf(app),
      ...timeoutFlag,
      yes: consentFlags.yes,
      since: Flags.string({
        summary: 'Only objects written from this time on: a duration before now, or an ISO 8601 time.',
        env: 'AWS_STACK_REPLAY_SINCE',
        helpValue: '2h|TIME',
      }),
      until: Flags.string({
        summary: 'Only objects written up to this time, said as for --since.',
        env: 'AWS_STACK_REPLAY_UNTIL',
        helpValue: '1h|TIME',
      }),
      prefix: Flags.string({default: '', summary: 'Only keys that begin with this.', env: 'AWS_STACK_REPLAY_PREFIX'}),
      from: Flags.string({
        summary: 'Begin with this key: what comes before it was replayed already.',
        env: 'AWS_STACK_REPLAY_FROM',
        helpValue: 'KEY',
      }),
      source: Flags.string({summary: 'Source to send through instead.', env: 'AWS_STACK_REPLAY_SOURCE'}),
      rate: Flags.integer({min: 1, summary: 'Events a second at most.', env: 'AWS_STACK_REPLAY_RATE', helpValue: 'N'}),
      'dry-run': Flags.boolean({default: false, summary: 'Only count.', env: 'AWS_STACK_DRY_RUN'}),
    }

    async run(): Promise<ReplayResult> {
      const parsed = await this.parse(Replay)
      const {since, until, prefix, from, source, rate, yes} = parsed.flags
      const dryRun = parsed.flags['dry-run'] === true
      const times = {...(since && {since: toTime('since', since)}), ...(until && {until: toTime('until', until)})}
      const {settings, ctx} = await this.open(app, parsed)

      const input = {...times, prefix, from, source, rate, yes, dryRun}
      const result = this.show(await replay(app, settings, input, ctx), formatReplayed)
      process.exitCode = result.exitCode
      return result
    }
  }
}
