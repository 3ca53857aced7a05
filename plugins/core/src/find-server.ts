import type {AppOutline} from './app.js'
import type {Context} from './context.js'
import {StackError} from './errors.js'
import {findService} from './find-service.js'
import type {EcsTask} from './ports/ecs.js'
import type {Settings} from './settings.js'
import {taskId} from './task-id.js'

export interface ServerChoice {
  /** The part whose outputs `Cluster` and `Service` say where the server runs. */
  readonly part: string
  /** Id or ARN of one task, where several run. */
  readonly task?: string | undefined
}

export interface Server {
  readonly cluster: string
  /** ARN. */
  readonly task: string
  readonly container: string
}

/** The server's running task and the container in it. Throws `NO_SERVER` where none runs. */
export async function findServer(
  app: AppOutline,
  settings: Settings,
  {part, task}: ServerChoice,
  ctx: Context,
): Promise<Server> {
  const {cluster, service} = await findService(app, settings, part, ctx)
  const tasks = (await ctx.ecs.tasks({cluster, service, status: 'RUNNING'})) ?? []
  const running = tasks.filter(({lastStatus}) => lastStatus === 'RUNNING')
  const chosen = choose(running, app.name, task, ctx)
  return {cluster, task: chosen.arn, container: chosen.containers[0]?.name ?? ''}
}

/** The newest, unless one is named. */
function choose(running: readonly EcsTask[], app: string, wanted: string | undefined, ctx: Context): EcsTask {
  const suggestions = [`aws-stack ${app}:status`]
  const [newest, ...others] = [...running].sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0))
  if (!newest) throw new StackError('NO_SERVER', `no server of ${app} runs`, {suggestions})
  if (wanted !== undefined) {
    const found = running.find(({arn}) => arn === wanted || taskId(arn) === wanted)
    if (found) return found
    const ids = running.map(({arn}) => taskId(arn)).join(', ')
    throw new StackError('NO_SERVER', `no task ${wanted} of ${app}'s server runs, but ${ids}`, {suggestions})
  }
  if (others.length > 0) {
    const message = `${running.length} tasks of the server run; took the newest, ${taskId(newest.arn)} (--task chooses another)`
    ctx.host.notify({type: 'warning', code: 'SEVERAL_TASKS', message})
  }
  return newest
}
