import type {DescribeServicesRequest, ListServicesRequest, Service} from '@aws-sdk/client-ecs'

import type {EcsCall} from '../ecs-operation.js'
import {invalid, requireCluster} from '../state/find.js'
import {ecsArn, lastPart} from '../state/names.js'
import {page, type PageInput} from '../state/page.js'
import {without} from '../state/without.js'
import type {DeploymentState, ServiceState} from '../state/world.js'
import {countsOf} from './service-tasks.js'

export function describeServices({input, region, world}: EcsCall<DescribeServicesRequest>): object {
  const cluster = requireCluster(region, input.cluster)
  const wanted = input.services ?? []
  if (wanted.length > 10) throw invalid('A maximum of 10 services can be described at once.')
  const found = wanted.map((name) => ({name, service: cluster.services.get(lastPart(name))}))
  const withTags = input.include?.includes('TAGS')
  return {
    services: found.flatMap(({service}) => {
      if (!service) return []
      const {tags, ...shown} = describeService(service)
      return [withTags ? {...shown, tags} : shown]
    }),
    failures: found
      .filter(({service}) => !service)
      .map(({name}) => ({
        arn: name.startsWith('arn:')
          ? name
          : ecsArn(region.name, world.options.accountId, `service/${cluster.name}/${name}`),
        reason: 'MISSING',
      })),
  }
}

export function listServices({input, region}: EcsCall<ListServicesRequest>): object {
  const cluster = requireCluster(region, input.cluster)
  const all = [...cluster.services.values()].filter(
    ({shown}) =>
      shown.status !== 'INACTIVE' &&
      (!input.launchType || shown.launchType === input.launchType) &&
      (!input.schedulingStrategy || shown.schedulingStrategy === input.schedulingStrategy),
  )
  // Ten to a page unless asked otherwise.
  const {items, next} = page(all, {maxResults: 10, ...(input as PageInput)})
  return {serviceArns: items.map(({shown}) => shown.serviceArn), ...next}
}

/** With what is counted now. */
export function describeService(service: ServiceState): Service {
  return {
    ...service.shown,
    ...countsOf(service),
    deployments: service.deployments.map((deployment) => describe(service, deployment)),
  }
}

function describe(service: ServiceState, deployment: DeploymentState) {
  return {
    ...without(deployment.settings, 'serviceRegistries'),
    ...deployment.shown,
    ...countsOf(service, deployment),
    desiredCount: deployment === service.deployments[0] ? service.shown.desiredCount : 0,
  }
}
