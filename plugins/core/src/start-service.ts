import type {Context} from './context.js'
import type {EcsTask} from './ports/ecs.js'
import {untilServing} from './steps/until-serving.js'

export interface StartServiceInput {
  readonly app: string
  readonly cluster: string
  readonly service: string
  /** Its task is wanted already. */
  readonly isWanted?: boolean
}

/** One task is wanted; returns the one that serves. Throws `SERVER_FAILED`. */
export async function startService(
  {app, cluster, service, isWanted}: StartServiceInput,
  ctx: Context,
): Promise<EcsTask> {
  const stopped = (await ctx.ecs.tasks({cluster, service, status: 'STOPPED'})) ?? []
  if (!isWanted) await ctx.ecs.updateService({cluster, service, desired: 1})
  return untilServing({app, cluster, service, before: stopped.map(({arn}) => arn)}, ctx)
}
