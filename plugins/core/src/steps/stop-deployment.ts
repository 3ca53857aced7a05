import {isAtRest} from '../aws/is-at-rest.js'
import type {Context} from '../context.js'
import {isCancelled, StackError} from '../errors.js'
import type {NodeRef} from '../events.js'
import type {ConfigDeployment, DeploymentKey} from '../ports/app-config.js'

export interface StopDeploymentInput {
  readonly node: NodeRef
  readonly key: DeploymentKey
  /** As it was last seen. */
  readonly state: ConfigDeployment['state']
}

/**
 * Asks AppConfig to stop a deployment that runs, which it rolls back then. What cannot be asked is a warning: the deployment is still waited for.
 * "StopDeployment" of the API reference: what is DEPLOYING is stopped; what is BAKING only together with `AllowRevert`.
 */
export async function stopDeployment({node, key, state}: StopDeploymentInput, ctx: Context): Promise<boolean> {
  const stop = (now: ConfigDeployment['state']) => ctx.appConfig.stopDeployment(key, now === 'BAKING', ctx.leave)
  try {
    let stopped = await stop(state)
    if (!stopped) {
      const now = await ctx.appConfig.deployment(key, ctx.leave)
      if (isAtRest(now)) return false
      stopped = now.state !== state && (await stop(now.state))
    }
    ctx.host.notify({type: 'node.cancelling', node, how: stopped ? 'stops-deployment' : 'cannot'})
    return stopped
  } catch (error) {
    if (!StackError.is(error)) throw error
    if (!isCancelled(error)) {
      const message = `deployment ${key.number} of ${node.name} could not be stopped: ${error.message}`
      ctx.host.notify({type: 'warning', code: error.code, message})
    }
    return false
  }
}
