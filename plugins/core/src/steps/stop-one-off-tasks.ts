import type {Context} from '../context.js'
import type {DataLoss} from '../events.js'
import {livingResources} from '../living-resources.js'
import {oneOffTasks} from '../one-off-tasks.js'
import {taskId} from '../task-id.js'
import {untilSettled} from '../truth/until-settled.js'

export interface StopOneOffTasksInput {
  readonly stackId: string
  /** What the user has agreed to lose, tasks among it. */
  readonly losses: readonly DataLoss[]
}

/** Stops the tasks of the stack's clusters whose end was agreed to, and waits until they have ended. */
export async function stopOneOffTasks({stackId, losses}: StopOneOffTasksInput, ctx: Context): Promise<void> {
  const agreed = losses.flatMap(({resourceType, physicalId}) => (resourceType === 'AWS::ECS::Task' && physicalId) || [])
  if (agreed.length === 0) return
  const resources = await livingResources(stackId, ctx)
  const living = async () => (await oneOffTasks(resources, ctx)).filter(({task}) => agreed.includes(taskId(task.arn)))

  for (const {cluster, task} of await living())
    await ctx.ecs.stopTask({cluster, task: task.arn, reason: 'its cluster is deleted by aws-stack'})
  await untilSettled(async () => ((await living()).length === 0 ? true : undefined), ctx.signal)
}
