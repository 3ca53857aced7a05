import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import {askConsent, type Consent} from '../consent.js'
import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import {findService} from '../find-service.js'
import {lossesOnStop} from '../losses-on-stop.js'
import type {ServerResult} from '../server-results.js'
import {runServer} from '../run-server.js'
import {serverOf} from '../server-of.js'
import type {Settings} from '../settings.js'
import {untilServing} from '../steps/until-serving.js'
import {taskId} from '../task-id.js'

/** Replaces the task by a new one of the same definition, and waits until that serves. Whether two may run at once is the service's own rule. */
export async function restart<Config, Facts>(
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
    if (((await ctx.ecs.service(cluster, service))?.desired ?? 0) === 0) throw noServer(app.name)
    const losses = lossesOnStop(server, stack)
    if (losses.length > 0) await askConsent({type: 'restart', app: app.name, stage, region, losses}, input, ctx)

    const up = await runServer('restart', app, stage, ctx, async () => {
      const running = (await ctx.ecs.tasks({cluster, service, status: 'RUNNING'})) ?? []
      const stopped = (await ctx.ecs.tasks({cluster, service, status: 'STOPPED'})) ?? []
      await ctx.ecs.updateService({cluster, service, redeploy: true})
      const before = [...running, ...stopped].map(({arn}) => arn)
      return untilServing({app: app.name, cluster, service, before}, ctx)
    })
    const task = taskId(up.arn)
    return {app: app.name, stage, region, cluster, service, changed: true, task, durationMs: Date.now() - began}
  })
}

function noServer(app: string): StackError {
  return new StackError('NO_SERVER', `no server of ${app} runs`, {suggestions: [`aws-stack ${app}:start`]})
}
