import {ServiceError} from '../../../server/service.js'
import {type Json, textOf} from '../json.js'
import type {PlayedService, World} from '../world.js'

/** `service/<cluster>/<name>` and the like, in the region of the scenario. */
export function arn({region, accountId}: World, path: string): string {
  return `arn:aws:ecs:${region}:${accountId}:${path}`
}

/** The last part of an ARN, or the name itself. */
export function lastPart(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1)
}

export function requireCluster({services}: World, input: Json): string {
  const cluster = lastPart(textOf(input, 'cluster') ?? 'default')
  if ([...services.values()].some((service) => service.cluster === cluster)) return cluster
  throw new ServiceError('ClusterNotFoundException', 'Cluster not found.')
}

export function findService({services}: World, cluster: string, nameOrArn: string): PlayedService | undefined {
  const service = services.get(lastPart(nameOrArn))
  return service?.cluster === cluster ? service : undefined
}

/** Of a cluster, by `service` of the call where it names one. */
export function servicesOf(world: World, input: Json, key = 'serviceName'): PlayedService[] {
  const cluster = requireCluster(world, input)
  const name = textOf(input, key)
  if (name === undefined) return [...world.services.values()].filter((service) => service.cluster === cluster)
  const service = findService(world, cluster, name)
  if (!service) throw new ServiceError('ServiceNotFoundException', 'Service not found.')
  return [service]
}
