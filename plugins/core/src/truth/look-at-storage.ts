import type {Context} from '../context.js'
import type {EcsTask} from '../ports/ecs.js'
import type {StorageStatus} from '../results.js'
import {unlessUnseen} from './unless-unseen.js'

const GIB = 2 ** 30

/** What a Fargate task gets that asks for no more ("Fargate task ephemeral storage"). */
const FARGATE_GIB = 20

/** Where a task definition keeps data: on EFS, or on the task's own disk. */
export async function lookAtStorage(
  arn: string,
  task: EcsTask | undefined,
  ctx: Context,
): Promise<StorageStatus | undefined> {
  const look = () => ctx.ecs.taskDefinition(arn)
  const definition = await unlessUnseen('where the data is kept could not be looked at', look, ctx)
  const volumes = definition?.volumes ?? []
  if (!definition || volumes.length === 0) return undefined
  const id = volumes.find(({fileSystem}) => fileSystem)?.fileSystem
  if (id === undefined) {
    const capacity = task?.ephemeralStorage ?? definition.ephemeralStorage ?? FARGATE_GIB
    return {type: 'ATTACHED', capacityBytes: capacity * GIB}
  }
  const ask = () => ctx.fileSystems.describe(id)
  const found = await unlessUnseen(`the size of ${id} could not be looked at`, ask, ctx)
  const measuredAt = found?.measuredAt
  return {
    type: 'EFS',
    id,
    ...(found && {usedBytes: found.size}),
    ...(measuredAt !== undefined && {measuredAt: new Date(measuredAt).toISOString()}),
  }
}
