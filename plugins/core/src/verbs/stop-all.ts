import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import {askConsent, type Consent} from '../consent.js'
import type {Context} from '../context.js'
import {findService} from '../find-service.js'
import {interruptions} from '../interruptions.js'
import {livingTasks} from '../living-tasks.js'
import {lossesOnStop} from '../losses-on-stop.js'
import type {StopAllResult} from '../server-results.js'
import {runServer} from '../run-server.js'
import {serverOf} from '../server-of.js'
import {serviceOf} from '../service-of.js'
import type {Settings} from '../settings.js'
import {stopCluster} from '../steps/stop-cluster.js'
import {taskId} from '../task-id.js'

/**
 * No service of the server's cluster wants a task any more, and every task of it is stopped, one-off ones too; waits until none runs.
 * Asks first where something is lost with a task. Where nothing runs, nothing is changed.
 */
export async function stopAll<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: Consent,
  ctx: Context,
): Promise<StopAllResult> {
  const began = Date.now()
  const {stage, region} = settings
  const server = serverOf(app)
  return inAccount(settings, ctx, async () => {
    const {cluster, service, stack} = await findService(app, settings, server.part, ctx)
    const [services = [], tasks] = await Promise.all([ctx.ecs.listServices(cluster), livingTasks({cluster}, ctx)])
    const wanted = services.filter(({desired}) => desired > 0).map(({name}) => name)
    const done = {app: app.name, stage, region, cluster}
    if (wanted.length === 0 && tasks.length === 0)
      return {...done, changed: false, services: [], tasks: [], durationMs: Date.now() - began}

    const serves = wanted.includes(service) || tasks.some((task) => serviceOf(task) === service)
    const losses = [...(serves ? lossesOnStop(server, stack) : []), ...interruptions(server.part, tasks)]
    if (losses.length > 0) await askConsent({type: 'stop-all', app: app.name, stage, region, losses}, input, ctx)
    await runServer('stop', app, stage, ctx, () => stopCluster({app: app.name, cluster, services: wanted}, ctx))
    const ids = tasks.map(({arn}) => taskId(arn))
    return {...done, changed: true, services: wanted, tasks: ids, durationMs: Date.now() - began}
  })
}
