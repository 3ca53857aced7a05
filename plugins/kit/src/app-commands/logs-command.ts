import {type AppDefinition, type LoggedLine, logs, type LogsInput, type LogsResult} from '@aws-stack/core'

import {listOf, partFlag} from '../flags/common-flags.js'
import {assertTogether, logsFlags} from '../flags/logs-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {toFilterPattern} from '../flags/to-filter-pattern.js'
import {toTime} from '../flags/to-time.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {createLogLines} from '../format/log-line.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

/** One document holds no more, whatever was asked for. */
const MOST = 10_000

export function logsCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Logs extends StackCommand {
    static override summary = `Show what ${app.title}'s parts have logged, as one log.`

    static override description = `Reads CloudWatch's log groups of the deployed parts, their streams merged by time, each line with its time and source. \
With --follow no line is left out or told twice; Ctrl-C ends it with 130. Following uses a live tail session of CloudWatch where there is one to have, which AWS bills by the minute.`

    static override examples = [
      {description: 'The last ten minutes.', command: '<%= config.bin %> <%= command.id %>'},
      {
        description: 'What comes from now on and mentions an error.',
        command: '<%= config.bin %> <%= command.id %> --follow --filter error',
      },
      {
        description: 'In CI, for a program.',
        command: '<%= config.bin %> <%= command.id %> --since 1h --limit 1000 --json',
      },
    ]

    static override flags = {...placeFlagsOf(app), ...partFlag, ...logsFlags, ...timeoutFlag}

    protected override readonly onlyLooks = true

    async run(): Promise<LogsResult | undefined> {
      const parsed = await this.parse(Logs)
      const {since, until, filter, limit, follow, task, jsonl} = parsed.flags
      const parts = listOf(parsed.flags.part)
      assertTogether({json: this.jsonEnabled(), jsonl, follow, until, task, part: parts})
      const asked = {since: toTime('since', since), ...(until && {until: toTime('until', until)})}
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})
      const pattern = filter ? toFilterPattern(filter) : undefined
      const input: LogsInput = {...asked, parts, task, filter: pattern, limit, follow}

      if (this.jsonEnabled()) {
        const most = Math.min(limit ?? MOST, MOST)
        const events = await collected(logs(app, settings, {...input, limit: most + 1}, ctx))
        const {stage, region} = settings
        return {app: app.name, stage, region, events: events.slice(-most), truncated: events.length > most}
      }
      const format = jsonl ? (line: LoggedLine) => JSON.stringify(this.secrets.maskAll(line)) : createLogLines()
      await this.untilInterrupted(async () => {
        for await (const line of logs(app, settings, input, ctx)) this.log(format(line))
      })
      return undefined
    }
  }
}

async function collected<Line>(lines: AsyncIterable<Line>): Promise<Line[]> {
  const all: Line[] = []
  for await (const line of lines) all.push(line)
  return all
}
