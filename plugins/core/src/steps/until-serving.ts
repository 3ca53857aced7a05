import type {Context} from '../context.js'
import {describeStop, lastLinesOf, meaningOfStop} from '../diagnosis/explanations/stopped-task.js'
import {openInquiry} from '../diagnosis/inquiry.js'
import {StackError} from '../errors.js'
import type {EcsTask} from '../ports/ecs.js'
import {untilSettled} from '../truth/until-settled.js'

export interface UntilServingInput {
  readonly app: string
  readonly cluster: string
  readonly service: string
  /** ARNs of tasks that were there before: neither their end nor their life counts. */
  readonly before: readonly string[]
}

/** Waits until a new task runs, is healthy, and takes commands. Throws `SERVER_FAILED` as soon as one has ended instead. */
export async function untilServing(input: UntilServingInput, ctx: Context): Promise<EcsTask> {
  const {cluster, service, before} = input
  const isNew = ({arn}: EcsTask) => !before.includes(arn)
  return untilSettled(async () => {
    const stopped = (await ctx.ecs.tasks({cluster, service, status: 'STOPPED'})) ?? []
    const ended = stopped.find((task) => isNew(task) && task.lastStatus === 'STOPPED')
    if (ended) throw await serverFailed(input, ended, ctx)
    const running = (await ctx.ecs.tasks({cluster, service, status: 'RUNNING'})) ?? []
    for (const task of running.filter(isNew)) if (await isServing(task, ctx)) return task
    return undefined
  }, ctx.signal)
}

/** Without a health check ECS says UNKNOWN for ever, with one until it has passed. */
export async function isServing(
  {lastStatus, healthStatus, execAgent, execEnabled, taskDefinition}: EcsTask,
  ctx: Context,
): Promise<boolean> {
  if (lastStatus !== 'RUNNING' || healthStatus === 'UNHEALTHY') return false
  if ((execEnabled || execAgent !== undefined) && execAgent !== 'RUNNING') return false
  if (healthStatus === 'HEALTHY') return true
  const definition = await ctx.ecs.taskDefinition(taskDefinition)
  return !definition?.containers.some(({hasHealthCheck}) => hasHealthCheck)
}

async function serverFailed({app, service}: UntilServingInput, task: EcsTask, ctx: Context): Promise<StackError> {
  const inquiry = openInquiry({app}, ctx)
  const [meaning, lines] = await Promise.all([meaningOfStop(task, inquiry), lastLinesOf(task, inquiry)])
  const reason = task.stoppedReason ?? 'ECS gives no reason'
  const evidence = [describeStop(task), ...lines]
  return new StackError('SERVER_FAILED', `${service} did not stay up: ${meaning}`, {
    blame: 'aws',
    details: {service, task: task.arn, reason, evidence},
    suggestions: [`aws-stack ${app}:status`, `aws-stack ${app}:stop`],
  })
}
