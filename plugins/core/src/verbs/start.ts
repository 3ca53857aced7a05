import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {findService} from '../find-service.js'
import type {ServerResult} from '../server-results.js'
import {runServer} from '../run-server.js'
import {serverOf} from '../server-of.js'
import type {Settings} from '../settings.js'
import {isServing} from '../steps/until-serving.js'
import {startService} from '../start-service.js'
import {taskId} from '../task-id.js'

/** One task is wanted; waits until it runs, is healthy and takes commands. Where one does already, nothing is changed. */
export async function start<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  ctx: Context,
): Promise<ServerResult> {
  const began = Date.now()
  const {stage, region} = settings
  const {part} = serverOf(app)
  return inAccount(settings, ctx, async () => {
    const {cluster, service} = await findService(app, settings, part, ctx)
    const [task] = (await ctx.ecs.tasks({cluster, service, status: 'RUNNING'})) ?? []
    const wanted = (await ctx.ecs.service(cluster, service))?.desired ?? 0
    const done = {app: app.name, stage, region, cluster, service}
    if (wanted > 0 && task && (await isServing(task, ctx)))
      return {...done, changed: false, task: taskId(task.arn), durationMs: Date.now() - began}

    const input = {app: app.name, cluster, service, isWanted: wanted > 0}
    const up = await runServer('start', app, stage, ctx, () => startService(input, ctx))
    return {...done, changed: wanted === 0, task: taskId(up.arn), durationMs: Date.now() - began}
  })
}
