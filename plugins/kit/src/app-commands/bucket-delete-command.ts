import {type AppDefinition, type BucketDeleteResult, deleteObjects, StackError} from '@aws-stack/core'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {consentFlags} from '../flags/common-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {count} from '../format/count.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function bucketDeleteCommand<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  {aliases}: {aliases: string[]},
): AppCommand {
  return class BucketDelete extends StackCommand {
    static override aliases = aliases

    static override summary = `Delete objects of ${app.title}'s bucket.`

    static override description = `Says how many there are, and asks. It cannot be undone: the bucket keeps no versions. Where one of the keys is not there, nothing is deleted.`

    static override examples = [
      {description: 'Delete one.', command: '<%= config.bin %> <%= command.id %> events.json'},
      {
        description: 'All of a folder, without a question.',
        command: '<%= config.bin %> <%= command.id %> --prefix tmp/ --yes',
      },
    ]

    static override args = {keys: Args.string({description: 'Keys of the objects.', multiple: true, ignoreStdin: true})}

    static override flags = {
      ...placeFlagsOf(app),
      yes: consentFlags.yes,
      ...timeoutFlag,
      prefix: Flags.string({
        summary: 'Instead of keys: all that begin with it.',
        env: 'AWS_STACK_BUCKET_DELETE_PREFIX',
      }),
    }

    async run(): Promise<BucketDeleteResult> {
      const parsed = await this.parse(BucketDelete)
      const {prefix, yes} = parsed.flags
      const keys = [parsed.args.keys ?? []].flat()
      if ((prefix === undefined) === (keys.length === 0))
        throw new StackError('USAGE', 'say what to delete: keys, or --prefix')
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      const result = await deleteObjects(app, settings, {keys, prefix, yes}, ctx)
      return this.show(result, ({deleted, bucket}) => `${count(deleted, 'object')} of ${bucket} deleted`)
    }
  }
}
