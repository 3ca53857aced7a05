import {type AppDefinition, importData, type ImportResult, StackError} from '@aws-stack/core'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {execFlags} from '../flags/exec-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatImported} from '../format/imported.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function importCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Import extends StackCommand {
    static override summary = `Send data to ${app.title}'s server.`

    static override description = `Streams files, objects of S3 and standard input through the session into ${app.title}'s own import, one after the other. Names that end in .gz or .zst are decompressed here. Every source is looked at before anything is sent. What was taken stays: an import that is cut may have left a part.`

    static override examples = [
      {
        description: 'Files, whose endings tell the format.',
        command: '<%= config.bin %> <%= command.id %> conn.json.gz more.json',
      },
      {
        description: 'An object of S3.',
        command: '<%= config.bin %> <%= command.id %> s3://bucket/eve.json --format suricata',
      },
      {description: 'In a pipe.', command: 'generate | <%= config.bin %> <%= command.id %> --format json --json'},
    ]

    static override args = {
      sources: Args.string({
        description: 'Files, s3://bucket/key, and - for standard input, which is also taken where none is named.',
        multiple: true,
        ignoreStdin: true,
      }),
    }

    static override flags = {
      ...placeFlagsOf(app),
      ...timeoutFlag,
      format: Flags.string({
        summary: `Format of all sources, as ${app.title} calls it: ${formatsOf(app)}, or one of a plugin.`,
        env: 'AWS_STACK_IMPORT_FORMAT',
      }),
      type: Flags.string({summary: 'Event type, or the beginning of several.', env: 'AWS_STACK_IMPORT_TYPE'}),
      task: execFlags.task,
    }

    async run(): Promise<ImportResult> {
      const parsed = await this.parse(Import)
      const {format, type, task} = parsed.flags
      const sources = sourcesOf(parsed.args.sources)
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      const input = {sources, stdin: process.stdin, format, type, task}
      const result = this.show(await importData(app, settings, input, ctx), formatImported)
      process.exitCode = result.exitCode
      return result
    }
  }
}

function formatsOf<Config, Facts>({store}: AppDefinition<Config, Facts>): string {
  return (store?.formats ?? []).map(({name}) => name).join(', ')
}

function sourcesOf(named: readonly string[] = []): readonly string[] {
  if (named.length > 0) return named
  if (!process.stdin.isTTY) return ['-']
  throw new StackError('USAGE', 'nothing is named to import: a file, s3://bucket/key, or data on standard input')
}
