import {type AppDefinition, snapshot, type SnapshotResult} from '@aws-stack/core'
import * as Flags from '@oclif/core/flags'

import {placeFlagsOf} from '../flags/settings-flags.js'
import {noWaitFlag, timeoutFlag} from '../flags/wait-flags.js'
import {formatSnapshot} from '../format/snapshots.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function snapshotCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Snapshot extends StackCommand {
    static override summary = `Back up the data of ${app.title}'s server now.`

    static override description = `Starts a job of AWS Backup and follows it. The server runs on: for a copy of one moment stop it before. \
The snapshot is billed by its size until it is deleted, and outlives a destroy. \
Ctrl-C stops the job. Needs the optional part ${app.backup?.part ?? 'backup'} and a file system.`

    static override examples = [
      {description: 'Back up, and wait until it is made.', command: '<%= config.bin %> <%= command.id %>'},
      {
        description: 'Every night, kept for a month.',
        command: '<%= config.bin %> <%= command.id %> --keep-days 30 --json',
      },
    ]

    static override flags = {
      ...placeFlagsOf(app),
      'keep-days': Flags.integer({
        summary: 'AWS deletes it after so many days; without it never.',
        env: 'AWS_STACK_KEEP_DAYS',
        min: 1,
        max: 36_500,
      }),
      ...timeoutFlag,
      ...noWaitFlag,
    }

    async run(): Promise<SnapshotResult> {
      const parsed = await this.parse(Snapshot)
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      const {'keep-days': keepDays, 'no-wait': noWait} = parsed.flags
      return this.show(await snapshot(app, settings, {wait: !noWait, keepDays}, ctx), formatSnapshot)
    }
  }
}
