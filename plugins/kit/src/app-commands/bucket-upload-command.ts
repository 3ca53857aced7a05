import {type AppDefinition, type BucketTransferResult, uploadObject} from '@aws-stack/core'
import * as Args from '@oclif/core/args'

import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatUploaded} from '../format/transferred.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function bucketUploadCommand<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  {aliases}: {aliases: string[]},
): AppCommand {
  return class BucketUpload extends StackCommand {
    static override aliases = aliases

    static override summary = `Put a file into ${app.title}'s bucket.`

    static override description = `Streams, so the file may be larger than the memory. An object of the same key is replaced when all of it has come, and not before.`

    static override examples = [
      {description: 'Under its own name.', command: '<%= config.bin %> <%= command.id %> events.json'},
      {
        description: 'What another program writes.',
        command: 'gunzip -c events.json.gz | <%= config.bin %> <%= command.id %> - events.json',
      },
    ]

    static override args = {
      source: Args.string({description: 'File, or - for standard input.', required: true, ignoreStdin: true}),
      key: Args.string({
        description: "Key of the object; the file's name without it, below it where it ends with a slash.",
        ignoreStdin: true,
      }),
    }

    static override flags = {...placeFlagsOf(app), ...timeoutFlag}

    async run(): Promise<BucketTransferResult> {
      const parsed = await this.parse(BucketUpload)
      const {source: file, key} = parsed.args
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      return this.show(await uploadObject(app, settings, {file, key, stdin: process.stdin}, ctx), formatUploaded)
    }
  }
}
