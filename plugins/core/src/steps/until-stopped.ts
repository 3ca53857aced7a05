import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {EcsTask} from '../ports/ecs.js'
import {taskId} from '../task-id.js'
import {untilSettled} from '../truth/until-settled.js'

export interface UntilStoppedInput {
  readonly cluster: string
  readonly task: EcsTask
}

/** RunTask in the ECS API Reference: so long a task that has just started may not be known everywhere. One that has ended is known for an hour. */
const UNKNOWN_MS = 300_000

/** Tells each state of a task of no service until it has ended. `ctx.leave` alone leaves it. Throws `TASK_FAILED` where ECS has forgotten it. */
export async function untilStopped({cluster, task}: UntilStoppedInput, ctx: Context): Promise<EcsTask> {
  let status = ''
  let knownAt = Date.now()
  return untilSettled(async () => {
    const found = await ctx.ecs.task(cluster, task.arn, ctx.leave)
    if (found) knownAt = Date.now()
    else if (Date.now() - knownAt > UNKNOWN_MS) throw forgotten(task)
    const now = found ?? task
    if (now.lastStatus !== status)
      ctx.host.notify({type: 'task.changed', task: taskId(task.arn), status: now.lastStatus})
    status = now.lastStatus
    return status === 'STOPPED' ? now : undefined
  }, ctx.leave)
}

function forgotten({arn}: EcsTask): StackError {
  return new StackError(
    'TASK_FAILED',
    `ECS does not know the task ${taskId(arn)} any more: nobody can tell how it ended`,
    {
      blame: 'aws',
      details: {task: arn},
    },
  )
}
