import {type AppDefinition, listSnapshots, type SnapshotListResult} from '@aws-stack/core'

import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatSnapshotList} from '../format/snapshots.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function snapshotListCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class SnapshotList extends StackCommand {
    static override summary = `List the snapshots of ${app.title}'s server.`

    static override description =
      'Newest first, with time, size and vault; those of the daily backup too. Reads only, and needs no optional part.'

    static override examples = [
      {description: 'See what can be restored.', command: '<%= config.bin %> <%= command.id %>'},
      {
        description: 'The newest, in a script.',
        command: "<%= config.bin %> <%= command.id %> --json | jq -r '.snapshots[0].recoveryPoint'",
      },
    ]

    static override flags = {...placeFlagsOf(app), ...timeoutFlag}

    async run(): Promise<SnapshotListResult> {
      const parsed = await this.parse(SnapshotList)
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      return this.show(await listSnapshots(app, settings, ctx), formatSnapshotList)
    }
  }
}
