import {ServiceError} from '../../../server/service.js'
import {lastPart} from './names.js'
import type {ClusterState, Definition, Region, ServiceState, TaskState} from './world.js'

export const NAME = /^[A-Za-z0-9_-]{1,255}$/

export function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', message)
}

/** `default` where none is named. A deleted one is not found, but by DescribeClusters. */
export function requireCluster(region: Region, nameOrArn: string | undefined): ClusterState {
  const found = region.clusters.get(lastPart(nameOrArn ?? 'default'))
  if (!found || found.shown.status === 'INACTIVE')
    throw new ServiceError('ClusterNotFoundException', 'Cluster not found.')
  return found
}

export function requireService(cluster: ClusterState, nameOrArn: string | undefined): ServiceState {
  const found = cluster.services.get(lastPart(nameOrArn ?? ''))
  if (!found) throw new ServiceError('ServiceNotFoundException', 'Service not found.')
  return found
}

export function requireActiveService(cluster: ClusterState, nameOrArn: string | undefined): ServiceState {
  const found = requireService(cluster, nameOrArn)
  if (found.shown.status !== 'ACTIVE') throw new ServiceError('ServiceNotActiveException', 'Service was not ACTIVE.')
  return found
}

export function findTask(cluster: ClusterState, idOrArn: string): TaskState | undefined {
  return cluster.tasks.get(lastPart(idOrArn))
}

/** `family` (its newest active revision), `family:revision` or an ARN. */
export function findDefinition(region: Region, reference: string): Definition | undefined {
  const [family = '', revision] = lastPart(reference).split(':')
  const revisions = region.families.get(family) ?? []
  if (revision === undefined) return revisions.findLast(({shown}) => shown.status === 'ACTIVE')
  return revisions.find(({shown}) => shown.revision === Number(revision))
}

/** For a task or a service to run. */
export function requireActiveDefinition(region: Region, reference: string | undefined): Definition {
  if (!reference) throw invalid('TaskDefinition can not be blank.')
  const found = findDefinition(region, reference)
  if (!found) throw new ServiceError('ClientException', 'TaskDefinition not found.')
  if (found.shown.status !== 'ACTIVE') throw invalid('TaskDefinition is inactive')
  return found
}
