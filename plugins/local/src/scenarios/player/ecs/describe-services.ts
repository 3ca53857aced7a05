import {type Json, seconds, textsOf} from '../json.js'
import type {Stage} from '../stage.js'
import type {PlayedService, World} from '../world.js'
import {arn, findService, requireCluster, servicesOf} from './names.js'

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html */
export function describeServices({world}: Stage, input: Json): Json {
  const cluster = requireCluster(world, input)
  const wanted = textsOf(input, 'services').map((name) => ({name, service: findService(world, cluster, name)}))
  return {
    services: wanted.flatMap(({service}) => (service ? [describeService(world, service)] : [])),
    failures: wanted
      .filter(({service}) => !service)
      .map(({name}) => ({arn: arn(world, `service/${cluster}/${name}`), reason: 'MISSING'})),
  }
}

export function listServices({world}: Stage, input: Json): Json {
  return {serviceArns: servicesOf(world, input).map((service) => serviceArn(world, service))}
}

/** ECS tells the latest hundred events, newest first. */
const TOLD_EVENTS = 100

export function describeService(world: World, service: PlayedService): Json {
  const [primary] = service.deployments
  const count = (key: 'runningCount' | 'pendingCount') =>
    service.deployments.reduce((sum, deployment) => sum + (deployment[key] ?? 0), 0)
  return {
    serviceArn: serviceArn(world, service),
    serviceName: service.name,
    clusterArn: arn(world, `cluster/${service.cluster}`),
    status: service.status,
    desiredCount: service.desiredCount,
    runningCount: count('runningCount'),
    pendingCount: count('pendingCount'),
    launchType: 'FARGATE',
    taskDefinition: primary && arn(world, `task-definition/${primary.taskDefinition}`),
    deploymentConfiguration: {
      deploymentCircuitBreaker: service.circuitBreaker,
      maximumPercent: 100,
      minimumHealthyPercent: 0,
      strategy: 'ROLLING',
    },
    deploymentController: {type: 'ECS'},
    deployments: service.deployments.map((deployment, index) => ({
      id: deployment.id,
      status: deployment.status ?? (index === 0 ? 'PRIMARY' : 'ACTIVE'),
      taskDefinition: arn(world, `task-definition/${deployment.taskDefinition}`),
      desiredCount: deployment.desiredCount,
      runningCount: deployment.runningCount ?? 0,
      pendingCount: deployment.pendingCount ?? 0,
      failedTasks: deployment.failedTasks ?? 0,
      rolloutState: deployment.rolloutState,
      rolloutStateReason: deployment.rolloutStateReason,
      launchType: 'FARGATE',
      createdAt: seconds(deployment.createdAt),
      updatedAt: seconds(deployment.updatedAt),
    })),
    events: service.events
      .slice(-TOLD_EVENTS)
      .reverse()
      .map(({id, at, message}) => ({id, createdAt: seconds(at), message})),
    createdAt: seconds(service.createdAt),
  }
}

export function serviceArn(world: World, {cluster, name}: PlayedService): string {
  return arn(world, `service/${cluster}/${name}`)
}
