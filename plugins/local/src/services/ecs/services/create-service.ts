import type {CreateServiceRequest} from '@aws-sdk/client-ecs'

import type {EcsCall} from '../ecs-operation.js'
import {invalid, NAME, requireActiveDefinition, requireCluster} from '../state/find.js'
import {ecsArn} from '../state/names.js'
import {without} from '../state/without.js'
import type {ServiceState} from '../state/world.js'
import {deploy} from './deployments.js'
import {describeService} from './describe-services.js'
import {checkLaunch} from './check-launch.js'
import {scheduleService} from './schedule-service.js'

export function createService({input, region, world}: EcsCall<CreateServiceRequest>): object {
  const cluster = requireCluster(region, input.cluster)
  const name = input.serviceName ?? ''
  if (!NAME.test(name)) throw invalid('Invalid service name.')
  const existing = cluster.services.get(name)
  if (existing?.shown.status === 'DRAINING') throw invalid('Unable to Start a service that is still Draining.')
  if (existing?.shown.status === 'ACTIVE') throw invalid('Creation of service was not idempotent.')
  const {shown: definition} = requireActiveDefinition(region, input.taskDefinition)
  const strategy = input.launchType ? undefined : (input.capacityProviderStrategy ?? defaultStrategy())
  const launchType = input.launchType ?? (strategy ? undefined : 'EC2')
  checkLaunch(definition, launchType, input.networkConfiguration)

  const {deploymentConfiguration, role} = input
  const service: ServiceState = {
    cluster,
    name,
    deployments: [],
    rollouts: [],
    revisions: [],
    failures: 0,
    shown: {
      ...without(input, 'clientToken', 'cluster', 'role', 'serviceConnectConfiguration'),
      ...(role && {roleArn: role}),
      serviceArn: ecsArn(region.name, world.options.accountId, `service/${cluster.name}/${name}`),
      clusterArn: cluster.shown.clusterArn,
      status: 'ACTIVE',
      desiredCount: input.desiredCount ?? 0,
      launchType,
      ...(strategy && {capacityProviderStrategy: strategy}),
      ...(launchType !== 'EC2' && {platformVersion: input.platformVersion ?? 'LATEST', platformFamily: 'Linux'}),
      taskDefinition: definition.taskDefinitionArn,
      deploymentConfiguration: {maximumPercent: 200, minimumHealthyPercent: 100, ...deploymentConfiguration},
      deploymentController: input.deploymentController ?? {type: 'ECS'},
      loadBalancers: input.loadBalancers ?? [],
      serviceRegistries: input.serviceRegistries ?? [],
      placementConstraints: input.placementConstraints ?? [],
      placementStrategy: input.placementStrategy ?? [],
      schedulingStrategy: input.schedulingStrategy ?? 'REPLICA',
      healthCheckGracePeriodSeconds: input.healthCheckGracePeriodSeconds ?? 0,
      enableECSManagedTags: input.enableECSManagedTags ?? false,
      enableExecuteCommand: input.enableExecuteCommand ?? false,
      propagateTags: input.propagateTags ?? 'NONE',
      createdAt: new Date(),
      createdBy: `arn:aws:iam::${world.options.accountId}:root`,
      events: [],
      tags: input.tags ?? [],
    },
  }
  cluster.services.set(name, service)
  deploy(service, world)
  scheduleService(service, world)
  return {service: describeService(service)}

  function defaultStrategy() {
    const {defaultCapacityProviderStrategy: own} = cluster.shown
    return own?.length ? own : undefined
  }
}
