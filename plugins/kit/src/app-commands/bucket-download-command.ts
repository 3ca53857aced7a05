import {fstatSync} from 'node:fs'

import {type AppDefinition, type BucketTransferResult, downloadObject, StackError} from '@aws-stack/core'
import * as Args from '@oclif/core/args'

import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatDownloaded} from '../format/transferred.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

const STDOUT = '-'

export function bucketDownloadCommand<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  {aliases}: {aliases: string[]},
): AppCommand {
  return class BucketDownload extends StackCommand {
    static override aliases = aliases

    static override summary = `Get an object out of ${app.title}'s bucket.`

    static override description = `Streams, and goes on where the connection breaks. The file is there only when all of it has come; an earlier one of the same name is replaced then.`

    static override examples = [
      {description: 'Under its own name.', command: '<%= config.bin %> <%= command.id %> events.json'},
      {description: 'For another program.', command: '<%= config.bin %> <%= command.id %> events.json - | jq .'},
    ]

    static override args = {
      key: Args.string({description: 'Key of the object.', required: true, ignoreStdin: true}),
      dest: Args.string({
        description: "File, folder, or - for standard output; a file of the key's last name without it.",
        ignoreStdin: true,
      }),
    }

    static override flags = {...placeFlagsOf(app), ...timeoutFlag}

    async run(): Promise<BucketTransferResult> {
      const parsed = await this.parse(BucketDownload)
      const {key, dest: file} = parsed.args
      if (file === STDOUT && this.jsonEnabled())
        throw new StackError('USAGE', '--json is a document on standard output: name a file for the object')
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      const untold = file === STDOUT && process.stderr.isTTY && !fstatSync(process.stdout.fd).isFile()
      const result = await downloadObject(app, settings, {key, file, stdout: process.stdout, untold}, ctx)
      return file === STDOUT ? result : this.show(result, formatDownloaded)
    }
  }
}
