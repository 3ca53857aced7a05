import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import {askConsent, type Consent} from '../consent.js'
import type {Context} from '../context.js'
import {findService} from '../find-service.js'
import {livingTasks} from '../living-tasks.js'
import {lossesOnStop} from '../losses-on-stop.js'
import type {ServerResult} from '../server-results.js'
import {runServer} from '../run-server.js'
import {serverOf} from '../server-of.js'
import type {Settings} from '../settings.js'
import {stopService} from '../stop-service.js'

/** No task is wanted; waits until none runs. Asks first where something is lost with the task. Where none runs, nothing is changed. */
export async function stop<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: Consent,
  ctx: Context,
): Promise<ServerResult> {
  const began = Date.now()
  const {stage, region} = settings
  const server = serverOf(app)
  return inAccount(settings, ctx, async () => {
    const {cluster, service, stack} = await findService(app, settings, server.part, ctx)
    const wanted = (await ctx.ecs.service(cluster, service))?.desired ?? 0
    const done = {app: app.name, stage, region, cluster, service}
    if (wanted === 0 && (await livingTasks({cluster, service}, ctx)).length === 0)
      return {...done, changed: false, durationMs: Date.now() - began}

    const losses = lossesOnStop(server, stack)
    if (losses.length > 0) await askConsent({type: 'stop', app: app.name, stage, region, losses}, input, ctx)
    await runServer('stop', app, stage, ctx, () => stopService(cluster, service, ctx))
    return {...done, changed: true, durationMs: Date.now() - began}
  })
}
