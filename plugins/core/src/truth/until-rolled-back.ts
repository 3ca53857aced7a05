import type {Context} from '../context.js'
import type {MovingRollout} from '../steps/stop-rollouts.js'
import {serviceAddress} from './runtime-resources.js'
import {untilSettled} from './until-settled.js'

/** Waits until ECS is back at what ran before each rollout that was stopped. */
export async function untilRolledBack(
  stopped: readonly MovingRollout[],
  signal: AbortSignal,
  ctx: Context,
): Promise<void> {
  await Promise.all(
    stopped.map(({service, deployment}) =>
      untilSettled(async () => {
        const all = await ctx.ecs.serviceDeployments(serviceAddress(service).cluster, service, signal)
        const {status = 'STOPPED'} = all?.find(({arn}) => arn === deployment) ?? {}
        return /^PENDING$|_REQUESTED$|IN_PROGRESS$/.test(status) ? undefined : status
      }, signal),
    ),
  )
}
