import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import {askConsent, type Consent} from '../consent.js'
import type {Context} from '../context.js'
import {findService} from '../find-service.js'
import {lossesOnStop} from '../losses-on-stop.js'
import type {EcsTask} from '../ports/ecs.js'
import type {ServerResult} from '../results.js'
import {serverOf} from '../server-of.js'
import type {Settings} from '../settings.js'
import {untilSettled} from '../truth/until-settled.js'

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
    const living = () => livingTasks(cluster, service, ctx)
    const wanted = (await ctx.ecs.service(cluster, service))?.desired ?? 0
    const done = {app: app.name, stage, region, cluster, service}
    if (wanted === 0 && (await living()).length === 0) return {...done, changed: false, durationMs: Date.now() - began}

    const losses = lossesOnStop(server, stack)
    if (losses.length > 0) await askConsent({type: 'stop', app: app.name, stage, region, losses}, input, ctx)
    const node = {kind: 'stack', name: server.part} as const
    ctx.host.notify({type: 'run.started', verb: 'stop', app: app.name, stage, nodes: [node]})
    ctx.host.notify({type: 'node.started', node, action: 'stop'})
    await ctx.ecs.updateService({cluster, service, desired: 0})
    await untilSettled(async () => ((await living()).length === 0 ? true : undefined), ctx.signal)
    ctx.host.notify({type: 'node.finished', node, changed: true, ms: Date.now() - began})
    return {...done, changed: true, durationMs: Date.now() - began}
  })
}

/** ECS lists tasks by what is wanted of them: one that is to stop may still run. */
async function livingTasks(cluster: string, service: string, {ecs}: Context): Promise<EcsTask[]> {
  const lists = await Promise.all([
    ecs.tasks({cluster, service, status: 'RUNNING'}),
    ecs.tasks({cluster, service, status: 'STOPPED'}),
  ])
  return lists.flatMap((tasks) => tasks ?? []).filter(({lastStatus}) => lastStatus !== 'STOPPED')
}
