import type {
  DescribeServiceDeploymentsRequest,
  DescribeServiceRevisionsRequest,
  ListServiceDeploymentsRequest,
  ServiceDeployment,
  StopServiceDeploymentRequest,
} from '@aws-sdk/client-ecs'

import {ServiceError} from '../../../server/service.js'
import type {EcsCall} from '../ecs-operation.js'
import {requireCluster, requireService} from '../state/find.js'
import {page, type PageInput} from '../state/page.js'
import type {Region, RolloutState, ServiceState} from '../state/world.js'
import {circuitBreaker} from './circuit-breaker.js'
import {finishRollout, isOpen, rollBack} from './deployments.js'
import {scheduleService} from './schedule-service.js'
import {countsOf} from './service-tasks.js'

export function listServiceDeployments({input, region}: EcsCall<ListServiceDeploymentsRequest>): object {
  const service = requireService(requireCluster(region, input.cluster), input.service)
  const {status, createdAt} = input
  // On the wire a time is epoch seconds.
  const [after, before] = [createdAt?.after, createdAt?.before].map((time) => time && new Date(Number(time) * 1000))
  const all = service.rollouts
    .map(({shown}) => shown)
    .filter((it) => !status?.length || status.includes(it.status!))
    .filter((it) => (!after || it.createdAt! >= after) && (!before || it.createdAt! <= before))
  const {items, next} = page(all, input as PageInput)
  return {
    serviceDeployments: items.map(({targetServiceRevision, ...it}) => ({
      ...it,
      targetServiceRevisionArn: targetServiceRevision?.arn,
    })),
    ...next,
  }
}

export function describeServiceDeployments({input, region}: EcsCall<DescribeServiceDeploymentsRequest>): object {
  const wanted = (input.serviceDeploymentArns ?? []).map((arn) => ({arn, found: findRollout(region, arn)}))
  return {
    serviceDeployments: wanted.flatMap(({found}) => (found ? [describe(found.service, found.rollout)] : [])),
    failures: wanted.filter(({found}) => !found).map(({arn}) => ({arn, reason: 'MISSING'})),
  }
}

export function describeServiceRevisions({input, region}: EcsCall<DescribeServiceRevisionsRequest>): object {
  const all = allServices(region).flatMap((service) => service.revisions.map((it) => ({...it, service})))
  const wanted = (input.serviceRevisionArns ?? []).map((arn) => ({arn, found: all.find((it) => it.arn === arn)}))
  return {
    serviceRevisions: wanted.flatMap(({arn, found}) =>
      found
        ? [
            {
              ...found.deployment.settings,
              serviceRevisionArn: arn,
              serviceArn: found.service.shown.serviceArn,
              clusterArn: found.service.shown.clusterArn,
              taskDefinition: found.deployment.shown.taskDefinition,
              createdAt: found.deployment.shown.createdAt,
            },
          ]
        : [],
    ),
    failures: wanted.filter(({found}) => !found).map(({arn}) => ({arn, reason: 'MISSING'})),
  }
}

/** Ends a rollout under way: back to what ran before, or left as it is. */
export function stopServiceDeployment({input, region, world}: EcsCall<StopServiceDeploymentRequest>): object {
  const {serviceDeploymentArn = '', stopType = 'ROLLBACK'} = input
  const found = findRollout(region, serviceDeploymentArn)
  if (!found) throw new ServiceError('ServiceDeploymentNotFoundException', 'Service deployment not found.')
  const {service, rollout} = found
  if (!isOpen(rollout))
    throw new ServiceError('ConflictException', 'The service deployment is in a terminal state and cannot be stopped.')

  const [deployment] = service.deployments
  const why = (to: string) => `ECS deployment stopped by the user: rolling back to deploymentId ${to}.`
  const back = stopType === 'ROLLBACK' && rollBack(service, world, 'Service deployment was stopped by the user.', why)
  if (deployment) deployment.shown = {...deployment.shown, rolloutState: 'FAILED'}
  if (!back) finishRollout(rollout, 'STOPPED')
  scheduleService(service, world)
  return {serviceDeploymentArn}
}

function describe(service: ServiceState, {shown}: RolloutState): ServiceDeployment {
  const {targetServiceRevision: target, deploymentCircuitBreaker} = shown
  const deployment = service.revisions.find(({arn}) => arn === target?.arn)?.deployment
  if (!deployment) return shown
  const {runningCount, pendingCount} = countsOf(service, deployment)
  const requestedTaskCount = deployment === service.deployments[0] ? service.shown.desiredCount : 0
  return {
    ...shown,
    targetServiceRevision: {
      ...target,
      requestedTaskCount,
      runningTaskCount: runningCount,
      pendingTaskCount: pendingCount,
    },
    deploymentCircuitBreaker: deploymentCircuitBreaker ?? circuitBreaker(service, deployment),
  }
}

function findRollout(region: Region, arn: string) {
  for (const service of allServices(region)) {
    const rollout = service.rollouts.find(({shown}) => shown.serviceDeploymentArn === arn)
    if (rollout) return {service, rollout}
  }
  return undefined
}

function allServices({clusters}: Region): ServiceState[] {
  return [...clusters.values()].flatMap(({services}) => [...services.values()])
}
