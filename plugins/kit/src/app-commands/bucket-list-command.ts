import {type AppDefinition, listBucket, type ListedObject} from '@aws-stack/core'
import * as Flags from '@oclif/core/flags'

import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatObject} from '../format/object.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

interface BucketListResult {
  readonly app: string
  readonly stage: string
  readonly region: string
  readonly bucket: string
  readonly prefix: string
  /** `modifiedAt` as ISO 8601. */
  readonly objects: {readonly key: string; readonly bytes: number; readonly modifiedAt: string}[]
}

export function bucketListCommand<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  {aliases}: {aliases: string[]},
): AppCommand {
  return class BucketList extends StackCommand {
    static override aliases = aliases

    static override summary = `List the objects in ${app.title}'s bucket.`

    static override description =
      'Size, time of the last change and key, one row for each, however many there are. Reads only.'

    static override examples = [
      {description: 'List all.', command: '<%= config.bin %> <%= command.id %>'},
      {
        description: 'The keys of some, in a script.',
        command: "<%= config.bin %> <%= command.id %> --prefix logs/ --json | jq -r '.objects[].key'",
      },
    ]

    static override flags = {
      ...placeFlagsOf(app),
      ...timeoutFlag,
      prefix: Flags.string({
        summary: 'Only keys that begin with it.',
        env: 'AWS_STACK_BUCKET_PREFIX',
        default: '',
      }),
    }

    async run(): Promise<BucketListResult> {
      const parsed = await this.parse(BucketList)
      const {prefix} = parsed.flags
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})
      const {objects: listed, ...found} = await listBucket(app, settings, {prefix}, ctx)

      const objects: BucketListResult['objects'] = []
      for await (const object of listed) {
        if (this.jsonEnabled()) objects.push(toResult(object))
        else this.log(formatObject(object))
      }
      return {...found, prefix, objects}
    }
  }
}

function toResult({key, size, modifiedAt}: ListedObject): BucketListResult['objects'][number] {
  return {key, bytes: size, modifiedAt: new Date(modifiedAt).toISOString()}
}
