import {chooseTasks, isRunning} from '../choose-task.js'
import type {Context, Stack} from '../context.js'
import type {ServerStatus} from '../results.js'
import type {LookAtImage} from './image-facts.js'
import {lookAtStorage} from './look-at-storage.js'
import {toTaskStatus} from './task-status.js'
import {unlessUnseen} from './unless-unseen.js'

export interface LookAtServerInput {
  /** Its name. */
  readonly app: string
  readonly part: string
  readonly stack: Stack
  /** Id or ARN: only this one of its tasks. */
  readonly task?: string | undefined
}

/** What the app's server is and does now. `undefined`: its stack has no service yet. */
export async function lookAtServer(
  {app, part, stack, task: wanted}: LookAtServerInput,
  lookAtImage: LookAtImage,
  ctx: Context,
): Promise<ServerStatus | undefined> {
  const {Cluster: cluster, Service: service, Endpoint: endpoint} = stack.outputs
  if (!cluster || !service) return undefined
  const place = {part, cluster, service, ...(endpoint && {endpoint})}
  const seen = await unlessUnseen(
    'what the server does could not be looked at',
    () => Promise.all([ctx.ecs.service(cluster, service), ctx.ecs.tasks({cluster, service, status: 'RUNNING'})]),
    ctx,
  )
  if (!seen) return {...place, state: 'unknown', tasks: []}

  const [found, all = []] = seen
  const running = all.filter(isRunning)
  const tasks = chooseTasks({tasks: all, wanted, app}, ctx)
  const definition = tasks[0]?.taskDefinition ?? found?.taskDefinition
  const storage = definition === undefined ? undefined : await lookAtStorage(definition, tasks[0], ctx)
  return {
    ...place,
    state: stateOf(running.length, found?.desired ?? 0, found?.running ?? 0),
    ...(storage && {storage}),
    tasks: await Promise.all(tasks.map((task) => toTaskStatus(task, lookAtImage))),
  }
}

/** A task that is to stop is listed no more, and counts as running while it does. */
function stateOf(running: number, desired: number, counted: number): ServerStatus['state'] {
  if (running > 0) return 'running'
  if (desired > 0) return 'starting'
  return counted > 0 ? 'stopping' : 'stopped'
}
