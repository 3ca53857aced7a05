import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {findService} from '../find-service.js'
import {livingTasks} from '../living-tasks.js'
import type {EcsTask} from '../ports/ecs.js'
import type {ListedTask, TaskListResult} from '../server-results.js'
import {serverOf} from '../server-of.js'
import {serviceOf} from '../service-of.js'
import type {Settings} from '../settings.js'
import {taskId} from '../task-id.js'
import {digestIn} from '../truth/running-images.js'

export interface ListTasksInput {
  /** Those too that have ended within the last hour: ECS remembers them no longer. */
  readonly stopped?: boolean | undefined
}

/** All tasks of the cluster in which the app's server runs, newest first: those of services and one-off ones. Read only. */
export async function listTasks<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {stopped = false}: ListTasksInput,
  ctx: Context,
): Promise<TaskListResult> {
  const {stage, region} = settings
  return inAccount(settings, ctx, async () => {
    const {cluster} = await findService(app, settings, serverOf(app).part, ctx)
    const [living, ended = []] = await Promise.all([
      livingTasks({cluster}, ctx),
      stopped ? ctx.ecs.tasks({cluster, status: 'STOPPED'}) : [],
    ])
    const all = new Map([...living, ...ended].map((task) => [task.arn, task]))
    const newestFirst = [...all.values()].sort((one, other) => other.createdAt - one.createdAt)
    return {app: app.name, stage, region, cluster, tasks: newestFirst.map(toListed)}
  })
}

function toListed(task: EcsTask): ListedTask {
  const {arn, taskDefinition, lastStatus, healthStatus, execAgent, startedBy, startedAt, stoppedAt} = task
  const {stopCode, stoppedReason, createdAt, containers} = task
  const service = serviceOf(task)
  return {
    id: taskId(arn),
    ...(service !== undefined && {service}),
    ...(startedBy && {startedBy}),
    taskDefinition: taskDefinition.slice(taskDefinition.lastIndexOf('/') + 1),
    status: lastStatus,
    ...(healthStatus && {health: healthStatus}),
    ...(execAgent && {execAgent}),
    createdAt: new Date(createdAt).toISOString(),
    ...(startedAt !== undefined && {startedAt: new Date(startedAt).toISOString()}),
    ...(stoppedAt !== undefined && {stoppedAt: new Date(stoppedAt).toISOString()}),
    ...(stopCode && {stopCode}),
    ...(stoppedReason && {stoppedReason}),
    containers: containers.map(({name, image, imageDigest = digestIn(image), exitCode, reason}) => ({
      name,
      image,
      ...(imageDigest && {digest: imageDigest}),
      ...(exitCode !== undefined && {exitCode}),
      ...(reason && {reason}),
    })),
  }
}
