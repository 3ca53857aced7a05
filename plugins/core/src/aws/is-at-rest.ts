import type {DeploymentSummary} from '../ports/app-config.js'

/** Whether a deployment of a configuration has come to its end, good or bad. */
export function isAtRest({state}: Pick<DeploymentSummary, 'state'>): boolean {
  return state === 'COMPLETE' || state === 'ROLLED_BACK' || state === 'REVERTED'
}
