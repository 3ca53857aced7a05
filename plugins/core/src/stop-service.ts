import type {Context} from './context.js'
import {livingTasks} from './living-tasks.js'
import {untilSettled} from './truth/until-settled.js'

/** No task is wanted; returns when none runs. */
export async function stopService(cluster: string, service: string, ctx: Context): Promise<void> {
  await ctx.ecs.updateService({cluster, service, desired: 0})
  const isEmpty = async () => ((await livingTasks({cluster, service}, ctx)).length === 0 ? true : undefined)
  await untilSettled(isEmpty, ctx.signal)
}
