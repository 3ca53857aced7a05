import {type AppDefinition, bucketName, type BucketResult} from '@aws-stack/core'

import {placeFlagsOf} from '../flags/settings-flags.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function bucketNameCommand<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  {aliases}: {aliases: string[]},
): AppCommand {
  return class BucketName extends StackCommand {
    static override aliases = aliases

    static override summary = `Print the name of ${app.title}'s bucket.`

    static override description = `Needs the optional part ${app.bucket?.part}; leaves with 3 where it is not deployed.`

    static override examples = [
      {description: 'For the aws CLI.', command: 'aws s3 ls "s3://$(<%= config.bin %> <%= command.id %>)"'},
    ]

    static override flags = {...placeFlagsOf(app)}

    async run(): Promise<BucketResult> {
      const parsed = await this.parse(BucketName)
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      return this.show(await bucketName(app, settings, ctx), ({bucket}) => bucket)
    }
  }
}
