import type {AppDefinition} from './app.js'
import {chooseTasks, isRunning} from './choose-task.js'
import type {Context} from './context.js'
import {StackError} from './errors.js'
import {findService} from './find-service.js'
import {serverOf} from './server-of.js'
import type {Settings} from './settings.js'

export interface ServerChoice {
  /** Id or ARN of one task, where several run. */
  readonly task?: string | undefined
}

export interface Server {
  readonly cluster: string
  readonly service: string
  /** ARN. */
  readonly task: string
  readonly container: string
}

/** The server's running task and the container in it. Throws `NO_SERVER` where none runs. */
export async function findServer<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings,
  {task}: ServerChoice,
  ctx: Context,
): Promise<Server> {
  const {cluster, service} = await findService(app, settings, serverOf(app).part, ctx)
  const tasks = (await ctx.ecs.tasks({cluster, service, status: 'RUNNING'})) ?? []
  const running = tasks.filter(isRunning)
  const [chosen] = running.length > 0 ? chooseTasks({tasks: running, wanted: task, app: app.name}, ctx) : []
  if (!chosen) {
    const wanted = (await ctx.ecs.service(cluster, service))?.desired ?? 0
    throw noServer(app.name, {wanted, starting: tasks.length})
  }
  return {cluster, service, task: chosen.arn, container: chosen.containers[0]?.name ?? ''}
}

/** `starting`: tasks that do not run yet. */
function noServer(app: string, {wanted, starting}: {wanted: number; starting: number}): StackError {
  const why = wanted === 0 ? 'none is wanted' : starting > 0 ? 'its task is not up yet' : 'it has no task'
  // A start of what is wanted already waits for it, and says why it fails.
  const suggestions = wanted > 0 && starting === 0 ? [`aws-stack ${app}:status`] : []
  return new StackError('NO_SERVER', `no server of ${app} runs: ${why}`, {
    suggestions: [...suggestions, `aws-stack ${app}:start`],
  })
}
