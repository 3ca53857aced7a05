import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {findStorage} from '../find-storage.js'
import type {SnapshotListResult} from '../server-results.js'
import type {Settings} from '../settings.js'

/** All that AWS Backup has of the server's file system, those of its daily backup too. */
export async function listSnapshots<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  ctx: Context,
): Promise<SnapshotListResult> {
  const {stage, region} = settings
  return inAccount(settings, ctx, async () => {
    const {arn, fileSystem} = await findStorage(app, settings, ctx)
    const points = await ctx.backups.recoveryPoints(arn)
    const snapshots = points.map(({arn: recoveryPoint, vault, status, createdAt, bytes}) => ({
      ...{recoveryPoint, vault, status, createdAt: new Date(createdAt).toISOString()},
      ...(bytes !== undefined && {sizeBytes: bytes}),
    }))
    return {app: app.name, stage, region, fileSystem, snapshots}
  })
}
