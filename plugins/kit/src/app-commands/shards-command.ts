import {
  type AppDefinition,
  resizeStream,
  type ResizeResult,
  shards,
  type ShardsResult,
  StackError,
} from '@aws-stack/core'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {consentFlags} from '../flags/common-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatResized, formatShards} from '../format/shards.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function shardsCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Shards extends StackCommand {
    static override summary = `Show how ${app.title}'s streams are divided, or set the number of shards.`

    static override description = `Shows open shards and their share of the hash keys, what went in and out within five minutes, and what the autoscaler is bound to. With --set it asks, and then doubles or halves until the number is reached: Kinesis does ten such steps in 24 hours. A deploy keeps the number that it finds. More shards cost more.`

    static override examples = [
      {description: 'All streams.', command: '<%= config.bin %> <%= command.id %>'},
      {description: 'Make one wider.', command: '<%= config.bin %> <%= command.id %> raw --set 4'},
      {
        description: 'In CI, without a question.',
        command: '<%= config.bin %> <%= command.id %> raw --set 4 --yes --json',
      },
    ]

    static override args = {
      stream: Args.string({description: 'Stream of the app; all without it.', ignoreStdin: true}),
    }

    static override flags = {
      ...placeFlagsOf(app),
      ...timeoutFlag,
      yes: consentFlags.yes,
      set: Flags.integer({
        min: 1,
        max: 10_000,
        summary: 'Scale the stream to so many shards.',
        env: 'AWS_STACK_SHARDS_SET',
        helpValue: 'N',
      }),
    }

    async run(): Promise<ResizeResult | ShardsResult> {
      const parsed = await this.parse(Shards)
      const {set, yes} = parsed.flags
      const {stream} = parsed.args
      if (set !== undefined && stream === undefined) throw new StackError('USAGE', '--set is about one stream: name it')
      const {settings, ctx} = await this.open(app, parsed)

      if (set === undefined || stream === undefined)
        return this.show(await shards(app, settings, {stream}, ctx), formatShards)
      return this.show(await resizeStream(app, settings, {stream, shards: set, yes}, ctx), formatResized)
    }
  }
}
