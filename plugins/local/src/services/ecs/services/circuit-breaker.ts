import type {ServiceDeploymentCircuitBreaker} from '@aws-sdk/client-ecs'

import type {DeploymentState, ServiceState, World} from '../state/world.js'
import {addEvent} from './service-events.js'
import {finishRollout, rollBack} from './deployments.js'

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html */
export function circuitBreaker(service: ServiceState, deployment: DeploymentState): ServiceDeploymentCircuitBreaker {
  const {enable} = service.shown.deploymentConfiguration?.deploymentCircuitBreaker ?? {}
  const desired = service.shown.desiredCount ?? 0
  const status = !enable
    ? 'DISABLED'
    : deployment.shown.rolloutState === 'FAILED'
      ? 'TRIGGERED'
      : deployment.shown.rolloutState === 'COMPLETED'
        ? 'MONITORING_COMPLETE'
        : 'MONITORING'
  return {
    status,
    failureCount: deployment.shown.failedTasks ?? 0,
    threshold: Math.min(200, Math.max(3, Math.ceil(desired / 2))),
  }
}

/** After a task of the rollout has failed: gives the rollout up when there are too many. */
export function tripWhenTooMany(service: ServiceState, world: World): void {
  const [deployment] = service.deployments
  if (!deployment || deployment.shown.rolloutState !== 'IN_PROGRESS') return
  const {status, failureCount = 0, threshold = 3} = circuitBreaker(service, deployment)
  if (status !== 'MONITORING' || failureCount < threshold) return

  deployment.shown = {
    ...deployment.shown,
    rolloutState: 'FAILED',
    rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
    updatedAt: new Date(),
  }
  const breaker = circuitBreaker(service, deployment)
  deployment.rollout.shown = {...deployment.rollout.shown, deploymentCircuitBreaker: breaker}
  addEvent(service, `(deployment ${deployment.id}) deployment failed: tasks failed to start.`)

  const {rollback} = service.shown.deploymentConfiguration?.deploymentCircuitBreaker ?? {}
  const reason = `Service deployment ${rollback ? 'rolled back' : 'stopped'} because the circuit breaker threshold was exceeded.`
  const why = (to: string) => `ECS deployment circuit breaker: rolling back to deploymentId ${to}.`
  if (rollback && rollBack(service, world, reason, why)) return
  finishRollout(deployment.rollout, rollback ? 'ROLLBACK_FAILED' : 'STOPPED', reason)
}
