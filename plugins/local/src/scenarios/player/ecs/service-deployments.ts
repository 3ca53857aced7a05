import {ServiceError} from '../../../server/service.js'
import type {Beat} from '../../beats.js'
import {type Json, seconds, textOf, textsOf} from '../json.js'
import type {Stage} from '../stage.js'
import type {PlayedService, World} from '../world.js'
import {describeService} from './describe-services.js'
import {arn, findService, lastPart, requireCluster, servicesOf} from './names.js'

type Deployment = PlayedService['serviceDeployments'][number]

export function listServiceDeployments({world}: Stage, input: Json): Json {
  const statuses = textsOf(input, 'status')
  return {
    serviceDeployments: servicesOf(world, input, 'service').flatMap((service) =>
      service.serviceDeployments
        .filter(({status}) => statuses.length === 0 || statuses.includes(status))
        .map((deployment) => brief(world, service, deployment)),
    ),
  }
}

export function describeServiceDeployments({world}: Stage, input: Json): Json {
  const wanted = textsOf(input, 'serviceDeploymentArns').map((name) => ({name, found: find(world, name)}))
  return {
    serviceDeployments: wanted.flatMap(({found}) => {
      if (!found) return []
      const {service, deployment} = found
      const told = brief(world, service, deployment)
      const {targetServiceRevisionArn: target} = told
      return [
        {
          ...told,
          updatedAt: seconds(deployment.updatedAt),
          targetServiceRevision: target && {arn: target, requestedTaskCount: service.desiredCount},
          sourceServiceRevisions: deployment.sourceRevision
            ? [{arn: revisionArn(world, service, deployment.sourceRevision)}]
            : [],
          ...(deployment.status.startsWith('ROLLBACK') && {
            rollback: {
              reason: deployment.statusReason,
              startedAt: seconds(deployment.updatedAt),
              serviceRevisionArn: deployment.sourceRevision && revisionArn(world, service, deployment.sourceRevision),
            },
          }),
          deploymentConfiguration: {deploymentCircuitBreaker: service.circuitBreaker},
        },
      ]
    }),
    failures: wanted.filter(({found}) => !found).map(({name}) => ({arn: name, reason: 'MISSING'})),
  }
}

/** Where it can be stopped: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html */
const STOPPABLE = new Set(['PENDING', 'IN_PROGRESS', 'STOP_REQUESTED', 'ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS'])

export function stopServiceDeployment(stage: Stage, input: Json): Json {
  const name = textOf(input, 'serviceDeploymentArn') ?? ''
  const found = find(stage.world, name)
  if (!found) {
    throw new ServiceError(
      'ServiceDeploymentNotFoundException',
      'The service deploy ARN that you specified was not found.',
    )
  }
  const {service, deployment} = found
  if (!STOPPABLE.has(deployment.status)) {
    throw new ServiceError(
      'ConflictException',
      `The service deployment is in ${deployment.status} state and cannot be stopped.`,
    )
  }
  if (deployment.status === 'PENDING' || deployment.status === 'IN_PROGRESS') {
    stage.perform({operation: 'StopServiceDeployment', service: service.name, otherwise: stopPlay(service, deployment)})
  }
  return {serviceDeploymentArn: name}
}

/** Back to what ran before; what the stack of the service makes of it is for the scenario to say. */
function stopPlay({name: service, deployments}: PlayedService, {id}: Deployment): readonly Beat[] {
  const [primary, before] = deployments
  const back = before ?? primary
  return [
    {at: 0, do: 'service-deployment', service, deployment: {id, status: 'ROLLBACK_REQUESTED'}},
    {at: 2_000, do: 'service-deployment', service, deployment: {id, status: 'ROLLBACK_IN_PROGRESS'}},
    {at: 60_000, do: 'service-deployment', service, deployment: {id, status: 'ROLLBACK_SUCCESSFUL'}},
    ...(back && primary
      ? [
          {at: 2_000, do: 'rollout', service, deployment: {id: primary.id, rolloutState: 'FAILED'}} as const,
          {
            at: 60_000,
            do: 'rollout',
            service,
            deployment: {...back, id: `${back.id}-again`, status: 'PRIMARY', rolloutState: 'COMPLETED'},
            gone: deployments.map((one) => one.id),
          } as const,
        ]
      : []),
  ]
}

export function updateService(stage: Stage, input: Json): Json {
  const {world} = stage
  const service = findService(world, requireCluster(world, input), textOf(input, 'service') ?? '')
  if (!service) throw new ServiceError('ServiceNotFoundException', 'Service not found.')
  const desiredCount = input['desiredCount']
  if (typeof desiredCount === 'number') {
    const [primary] = service.deployments
    const {name} = service
    const counts = {desiredCount, runningCount: desiredCount}
    stage.perform({
      operation: 'UpdateService',
      service: name,
      otherwise: [
        {at: 0, do: 'rollout', service: name, desiredCount},
        ...(primary
          ? [{at: 30_000, do: 'rollout', service: name, deployment: {id: primary.id, ...counts}} as const]
          : []),
      ],
    })
  }
  return {service: describeService(world, service)}
}

function find(world: World, nameOrArn: string): {service: PlayedService; deployment: Deployment} | undefined {
  const id = lastPart(nameOrArn)
  for (const service of world.services.values()) {
    const deployment = service.serviceDeployments.find((one) => one.id === id)
    if (deployment) return {service, deployment}
  }
  return undefined
}

function brief(world: World, service: PlayedService, deployment: Deployment): Json {
  const {cluster, name} = service
  return {
    serviceDeploymentArn: arn(world, `service-deployment/${cluster}/${name}/${deployment.id}`),
    serviceArn: arn(world, `service/${cluster}/${name}`),
    clusterArn: arn(world, `cluster/${cluster}`),
    status: deployment.status,
    statusReason: deployment.statusReason,
    createdAt: seconds(deployment.createdAt),
    startedAt: seconds(deployment.createdAt),
    finishedAt: seconds(deployment.finishedAt),
    targetServiceRevisionArn: deployment.targetRevision && revisionArn(world, service, deployment.targetRevision),
  }
}

function revisionArn(world: World, {cluster, name}: PlayedService, id: string): string {
  return arn(world, `service-revision/${cluster}/${name}/${id}`)
}
