import {
  type AppDefinition,
  StackError,
  type StreamEvent,
  tail,
  tailDocument,
  type TailResult,
  toTailedEvent,
} from '@aws-stack/core'
import * as Args from '@oclif/core/args'

import {placeFlagsOf} from '../flags/settings-flags.js'
import {assertTailable, tailFlags} from '../flags/tail-flags.js'
import {toPosition} from '../flags/to-position.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatTailed} from '../format/tailed.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function tailCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Tail extends StackCommand {
    static override summary = `Show the events of a stream of ${app.title}.`

    static override description = `Reads all shards as one stream, by arrival, and goes on with those that a resharding makes. Records that the Kinesis Producer Library has put together are taken apart, and what is compressed with gzip is decompressed. Takes nothing away; a shard gives five reads a second to all its readers together, of which this takes one to four. With --follow Ctrl-C ends it with 130.`

    static override examples = [
      {description: 'The last five minutes.', command: '<%= config.bin %> <%= command.id %> raw'},
      {
        description: 'What comes from now on, with its place in the stream.',
        command: '<%= config.bin %> <%= command.id %> raw --since LATEST --follow --verbose',
      },
      {
        description: 'In CI, the first event that there is, for a program.',
        command: '<%= config.bin %> <%= command.id %> processed --since TRIM_HORIZON --limit 1 --json',
      },
    ]

    static override args = {
      stream: Args.string({description: 'Stream of the app; the first of the settings without it.', ignoreStdin: true}),
    }

    static override flags = {...placeFlagsOf(app), ...timeoutFlag, ...tailFlags}

    protected override readonly onlyLooks = true

    async run(): Promise<TailResult | undefined> {
      const parsed = await this.parse(Tail)
      const {since, follow, limit, raw, jsonl, verbose} = parsed.flags
      const {stream} = parsed.args
      assertTailable({json: this.jsonEnabled(), jsonl, follow})
      const asked = {stream, since: toPosition('since', since), follow, limit, raw}
      const {settings, ctx} = await this.open(app, parsed)

      if (this.jsonEnabled()) return tailDocument(app, settings, asked, ctx)
      const write = (event: StreamEvent): Promise<void> | void => {
        if (raw && !jsonl) return writeBytes(event.data)
        this.log(jsonl ? JSON.stringify(this.secrets.maskAll(toTailedEvent(event))) : formatTailed(event, {verbose}))
      }
      await this.untilInterrupted(async () => {
        for await (const event of tail(app, settings, asked, ctx)) await write(event)
      })
      return undefined
    }
  }
}

/** As they are, each with an end of line. */
function writeBytes(data: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const bytes = Buffer.concat([data, Buffer.from('\n')])
    process.stdout.write(bytes, (error) =>
      error ? reject(new StackError('TARGET_NOT_WRITABLE', error.message)) : resolve(),
    )
  })
}
