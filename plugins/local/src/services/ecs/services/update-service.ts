import type {Service, UpdateServiceRequest} from '@aws-sdk/client-ecs'
import {isDeepStrictEqual} from 'node:util'

import type {EcsCall} from '../ecs-operation.js'
import {requireActiveDefinition, requireActiveService, requireCluster} from '../state/find.js'
import {without} from '../state/without.js'
import {checkLaunch} from './check-launch.js'
import {deploy} from './deployments.js'
import {describeService} from './describe-services.js'
import {scheduleService} from './schedule-service.js'

/** A change of these starts a deployment (Amazon ECS API Reference, UpdateService: "triggers a new service deployment"). */
const ROLLED_OUT = [
  'loadBalancers',
  'networkConfiguration',
  'platformVersion',
  'serviceConnectConfiguration',
  'serviceRegistries',
  'taskDefinition',
  'volumeConfigurations',
] as const

/** What is not sent stays as it is. */
export function updateService({input, region, world}: EcsCall<UpdateServiceRequest>): object {
  const service = requireActiveService(requireCluster(region, input.cluster), input.service)
  const {forceNewDeployment, deploymentConfiguration, taskDefinition} = input
  const sent = without(input, 'cluster', 'service', 'forceNewDeployment', 'deploymentConfiguration', 'taskDefinition')
  const definition = taskDefinition === undefined ? undefined : requireActiveDefinition(region, taskDefinition).shown
  const before = service.shown
  const after: Service = {
    ...before,
    ...(sent as Partial<Service>),
    ...(definition && {taskDefinition: definition.taskDefinitionArn}),
    ...(deploymentConfiguration && {
      deploymentConfiguration: {...before.deploymentConfiguration, ...deploymentConfiguration},
    }),
    ...(sent.capacityProviderStrategy && {launchType: undefined}),
  }
  if (definition) checkLaunch(definition, after.launchType, after.networkConfiguration)

  service.shown = after
  const changed = ROLLED_OUT.some((name) => !isDeepStrictEqual(read(before, name), read(after, name)))
  if (changed || forceNewDeployment) deploy(service, world)
  // Somebody has come to look after it: the pause after a failure is over.
  clearTimeout(service.retry)
  service.retry = undefined
  scheduleService(service, world)
  return {service: describeService(service)}
}

function read(service: Service, name: (typeof ROLLED_OUT)[number]): unknown {
  return (service as Record<string, unknown>)[name]
}
