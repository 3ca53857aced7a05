import {createHash} from 'node:crypto'

import {liveDeployment} from '../deployments/begin-deployment.js'
import type {Deployment} from '../state/deployment.js'
import type {Environment, Profile} from '../state/world.js'

/**
 * What one client is given: the new configuration as soon as the deployment has grown over the client's own percentage, which
 * its session decides for good; until then, and after a rollback, the one before.
 */
export function servedDeployment(
  environment: Environment,
  profile: Profile,
  sessionId: string,
): Deployment | undefined {
  const rolledOut = environment.deployments.findLast(
    (one) => one.profile === profile && (one.state === 'DEPLOYING' || one.state === 'BAKING'),
  )
  if (rolledOut && rolledOut.percentage > percentageOf(sessionId)) return rolledOut
  return liveDeployment(environment, profile)
}

/** From 0 up to, not with, 100. */
export function percentageOf(sessionId: string): number {
  return (createHash('sha256').update(sessionId).digest().readUInt32BE() / 2 ** 32) * 100
}
