import type {ServiceResponse} from '../../../server/service.js'
import {
  answer,
  type AppConfigCall,
  type AppConfigOperation,
  deploymentOf,
  environmentOf,
} from '../app-config-operation.js'
import {badRequest} from '../faults.js'
import {type Deployment, isRunning, rollBack} from '../state/deployment.js'
import type {Environment} from '../state/world.js'
import {liveDeployment} from './begin-deployment.js'
import {shownDeployment} from './read-deployments.js'

const REVERTIBLE_MS = 72 * 3_600_000

/** https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_StopDeployment.html */
export const stopDeployment: AppConfigOperation = (call) => {
  const deployment = deploymentOf(call)
  const environment = environmentOf(call)
  const {state, number} = deployment
  const allowRevert = call.request.headers['allow-revert'] === 'true'
  if (state === 'DEPLOYING' || (allowRevert && state === 'BAKING')) return stop(call, environment, deployment)
  if (allowRevert && state === 'COMPLETE') return revert(call, environment, deployment)
  throw badRequest(`Deployment number ${number} is ${state} and cannot be stopped`)
}

function stop({world, request}: AppConfigCall, environment: Environment, deployment: Deployment): ServiceResponse {
  const now = world.now()
  const description = `Rollback initiated by user: ${request.accountId}`
  rollBack(deployment, {now, settleMs: world.pace.settleMs, by: 'USER', description})
  return answer(shownDeployment(environment, deployment), 202)
}

/** The environment runs what it ran before. */
function revert({world}: AppConfigCall, environment: Environment, deployment: Deployment): ServiceResponse {
  const {number, completedAt = 0, profile} = deployment
  const running = environment.deployments.find(isRunning)
  if (running) throw badRequest(`Deployment number ${running.number} is in progress: nothing can be reverted`)
  if (world.now() - completedAt > REVERTIBLE_MS)
    throw badRequest(`Deployment number ${number} was completed more than 72 hours ago and cannot be reverted`)
  if (liveDeployment(environment, profile) !== deployment)
    throw badRequest(`Deployment number ${number} is not the latest of its configuration profile`)
  deployment.state = 'REVERTED'
  deployment.events.push({at: world.now(), type: 'REVERT_COMPLETED', by: 'USER', description: 'Revert completed'})
  return answer(shownDeployment(environment, deployment), 202)
}
