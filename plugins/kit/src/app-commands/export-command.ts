import {fstatSync} from 'node:fs'

import {type AppDefinition, exportData, type ExportResult, StackError} from '@aws-stack/core'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {execFlags} from '../flags/exec-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatExported} from '../format/exported.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

const STDOUT = '-'

export function exportCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Export extends StackCommand {
    static override summary = `Get what a query finds out of ${app.title}'s server.`

    static override description =
      'Streams to standard output, a file or an object of S3. A file or an object is there only when all of it has come; an earlier one of the same name is replaced then.'

    static override examples = [
      {
        description: 'To standard output.',
        command: `<%= config.bin %> <%= command.id %> '#type == "suricata.alert"'`,
      },
      {
        description: 'To a file, in CI.',
        command: `<%= config.bin %> <%= command.id %> "$QUERY" --output alerts.json --json`,
      },
    ]

    static override args = {
      query: Args.string({description: `In the language of ${app.title}.`, required: true, ignoreStdin: true}),
    }

    static override flags = {
      ...placeFlagsOf(app),
      ...timeoutFlag,
      format: Flags.string({
        summary: `Format, as ${app.title}'s export calls it: json, csv, ascii, arrow, pcap or one of a plugin.`,
        env: 'AWS_STACK_EXPORT_FORMAT',
        default: 'json',
      }),
      limit: Flags.integer({summary: 'Events at most.', env: 'AWS_STACK_EXPORT_LIMIT', min: 1}),
      output: Flags.string({
        summary: 'File, s3://bucket/key, or - for standard output.',
        env: 'AWS_STACK_EXPORT_OUTPUT',
        default: STDOUT,
      }),
      task: execFlags.task,
    }

    async run(): Promise<ExportResult> {
      const parsed = await this.parse(Export)
      const {format, limit, output, task} = parsed.flags
      if (output === STDOUT && this.jsonEnabled())
        throw new StackError('USAGE', '--json is a document on standard output: name another --output for the data')
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      const untold = output === STDOUT && process.stderr.isTTY && !fstatSync(process.stdout.fd).isFile()
      const input = {query: parsed.args.query, format, limit, output, stdout: process.stdout, untold, task}
      const result = await exportData(app, settings, input, ctx)
      process.exitCode = result.exitCode
      return output === STDOUT || result.exitCode !== 0 ? result : this.show(result, formatExported)
    }
  }
}
