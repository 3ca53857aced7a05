import {type AppDefinition, send, type SendResult, StackError} from '@aws-stack/core'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatSent} from '../format/sent.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function sendCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Send extends StackCommand {
    static override summary = `Put events into ${app.title} through one of its sources.`

    static override description = `Each line of a file is an event where its name ends in .ndjson, .jsonl or .log, and in a pipe; any other file is one event. Names that end in .gz or .zst are decompressed here. A bucket gets a file as one object. Events that a source throttles are sent again, so that one may come twice; what is refused in the end is counted and told, and the exit code is 5.`

    static override examples = [
      {
        description: 'Through the first source of the settings.',
        command: '<%= config.bin %> <%= command.id %> events.ndjson',
      },
      {
        description: 'Through another one, not faster than a hundred a second.',
        command: '<%= config.bin %> <%= command.id %> conn.log.gz --source gateway --rate 100',
      },
      {description: 'In a pipe.', command: 'generate | <%= config.bin %> <%= command.id %> - --json'},
    ]

    static override args = {
      file: Args.string({
        description: 'File, s3://bucket/key, or - for standard input.',
        required: true,
        ignoreStdin: true,
      }),
    }

    static override flags = {
      ...placeFlagsOf(app),
      ...timeoutFlag,
      source: Flags.string({
        summary: 'Source to send through; the first of the settings without it.',
        env: 'AWS_STACK_SEND_SOURCE',
      }),
      lines: Flags.boolean({default: false, summary: 'Each line is an event.', env: 'AWS_STACK_SEND_LINES'}),
      whole: Flags.boolean({default: false, summary: 'The file is one event.', env: 'AWS_STACK_SEND_WHOLE'}),
      rate: Flags.integer({min: 1, summary: 'Events a second at most.', env: 'AWS_STACK_SEND_RATE', helpValue: 'N'}),
    }

    async run(): Promise<SendResult> {
      const parsed = await this.parse(Send)
      const {source, rate} = parsed.flags
      const [inLines, whole] = [parsed.flags.lines === true, parsed.flags.whole === true]
      const {file} = parsed.args
      if (inLines && whole) throw new StackError('USAGE', '--lines and --whole contradict each other')
      const lines = inLines || whole ? inLines : undefined
      const {settings, ctx} = await this.open(app, parsed)

      const result = this.show(
        await send(app, settings, {file, stdin: process.stdin, source, lines, rate}, ctx),
        formatSent,
      )
      process.exitCode = result.exitCode
      return result
    }
  }
}
