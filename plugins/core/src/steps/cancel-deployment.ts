import type {Context} from '../context.js'
import type {NodeRef} from '../events.js'
import type {CancelledConfig} from '../release-results.js'
import type {DeploymentUnderWay} from '../releases/deployments-under-way.js'
import {stopDeployment} from './stop-deployment.js'

export interface CancelDeploymentInput {
  readonly node: NodeRef
  readonly underWay: DeploymentUnderWay
  /** `false`: ends when AppConfig has been asked. */
  readonly wait: boolean
}

/** Stops a deployment that somebody has begun, and shows it until it is at rest. */
export async function cancelDeployment(
  {node, underWay, wait}: CancelDeploymentInput,
  ctx: Context,
): Promise<CancelledConfig> {
  const {environment, key, deployment} = underWay
  const stopped = await stopDeployment({node, key, state: deployment.state}, ctx)
  let {state} = deployment
  if (wait) {
    for await (const now of ctx.appConfig.follow(key, ctx.signal)) {
      state = now.state
      const {number, version, percent} = now
      ctx.host.notify({type: 'config.progress', node, environment, deployment: number, version, state, percent})
    }
  }
  const how = stopped ? 'stops-deployment' : state === 'COMPLETE' ? 'ended' : 'cannot'
  return {environment, profile: node.name, deployment: key.number, version: deployment.version, how, state}
}
