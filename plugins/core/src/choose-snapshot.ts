import type {Context} from './context.js'
import {StackError} from './errors.js'
import type {Storage} from './find-storage.js'
import type {RecoveryPoint} from './ports/backups.js'

/**
 * `latest` of the file system, or the one of an ARN: that may also be of a file system that is gone, in a vault that an earlier deployment has
 * left. Throws `NOT_FOUND` where it cannot be restored.
 */
export async function chooseSnapshot(
  app: string,
  wanted: string,
  {arn, fileSystem}: Storage,
  ctx: Context,
): Promise<RecoveryPoint> {
  const points = await ctx.backups.recoveryPoints(arn)
  const point =
    wanted === 'latest'
      ? points.find(({status}) => status === 'COMPLETED')
      : (points.find((candidate) => candidate.arn === wanted) ?? (await ctx.backups.findRecoveryPoint(wanted)))
  if (!point) {
    const none = wanted === 'latest' ? `no snapshot of ${fileSystem} yet` : `no snapshot ${wanted} in any vault`
    throw notFound(`there is ${none}`)
  }
  const {resourceType = 'EFS'} = point
  if (resourceType !== 'EFS') throw notFound(`the snapshot ${wanted} is of ${resourceType}, not of EFS`)
  if (point.status === 'COMPLETED') return point
  throw notFound(`the snapshot ${wanted} is ${point.status}; only one that is COMPLETED can be restored`)

  function notFound(message: string): StackError {
    return new StackError('NOT_FOUND', message, {
      details: {snapshot: wanted, fileSystem},
      suggestions: [`aws-stack ${app}:snapshot:list`],
    })
  }
}
