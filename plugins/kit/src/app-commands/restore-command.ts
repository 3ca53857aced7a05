import {type AppDefinition, restore, type RestoreResult} from '@aws-stack/core'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {consentFlags} from '../flags/common-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatRestored} from '../format/snapshots.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function restoreCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Restore extends StackCommand {
    static override summary = `Put a snapshot in the place of the data of ${app.title}'s server.`

    static override description = `Asks first. AWS Backup brings the files back beside those in use; then the server is stopped, the present \
data is renamed, never deleted, and the server is started again with what was restored. \
A run that ended half-way says how to go on: every step can be done again. Needs the optional part ${app.backup?.part ?? 'backup'}.`

    static override examples = [
      {description: 'Go back to the newest snapshot.', command: '<%= config.bin %> <%= command.id %>'},
      {
        description: 'To a certain one, without a question.',
        command:
          '<%= config.bin %> <%= command.id %> arn:aws:backup:eu-west-1:123456789012:recovery-point:1EB3B5E7 --yes',
      },
    ]

    static override args = {
      snapshot: Args.string({default: 'latest', description: 'ARN of a recovery point, or latest.'}),
    }

    static override flags = {
      ...placeFlagsOf(app),
      yes: consentFlags.yes,
      job: Flags.string({
        summary: 'Go on with this restore job of AWS Backup instead of a new one.',
        env: 'AWS_STACK_RESTORE_JOB',
        helpValue: 'ID',
      }),
      ...timeoutFlag,
    }

    async run(): Promise<RestoreResult> {
      const parsed = await this.parse(Restore)
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      const {yes, job} = parsed.flags
      return this.show(await restore(app, settings, {snapshot: parsed.args.snapshot, job, yes}, ctx), formatRestored)
    }
  }
}
