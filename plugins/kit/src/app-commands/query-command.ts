import {type AppDefinition, countData, type CountResult, queryData, type QueryResult, StackError} from '@aws-stack/core'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {execFlags} from '../flags/exec-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatRows} from '../format/rows.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function queryCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Query extends StackCommand {
    static override summary = `Look at some events in ${app.title}'s server.`

    static override description = `Prints the first events that the query finds, a line each, or only their number. For all of them, and for other programs, there is ${app.name}:export.`

    static override examples = [
      {
        description: 'The first five alerts.',
        command: `<%= config.bin %> <%= command.id %> '#type == "suricata.alert"' --limit 5`,
      },
      {description: 'How many events there are.', command: '<%= config.bin %> <%= command.id %> --count'},
      {description: 'In a script.', command: '<%= config.bin %> <%= command.id %> "$QUERY" --json'},
    ]

    static override args = {
      query: Args.string({
        description: `In the language of ${app.title}; may be left out with --count.`,
        ignoreStdin: true,
      }),
    }

    static override flags = {
      ...placeFlagsOf(app),
      ...timeoutFlag,
      limit: Flags.integer({summary: 'Events at most.', env: 'AWS_STACK_QUERY_LIMIT', min: 1, default: 20}),
      count: Flags.boolean({default: false, summary: 'Only count.', env: 'AWS_STACK_QUERY_COUNT'}),
      task: execFlags.task,
    }

    async run(): Promise<CountResult | QueryResult> {
      const parsed = await this.parse(Query)
      const {query} = parsed.args
      const {limit, task} = parsed.flags
      const count = parsed.flags.count === true
      if (query === undefined && !count) throw new StackError('USAGE', 'a query is missing; --count does without one')
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      const result =
        count || query === undefined
          ? await countData(app, settings, {query, task}, ctx)
          : await queryData(app, settings, {query, limit, task}, ctx)
      process.exitCode = result.exitCode
      if (result.exitCode !== 0) return result
      return this.show(result, (shown) => ('rows' in shown ? formatRows(shown) : String(shown.count)))
    }
  }
}
