import type {
  Cluster,
  CreateClusterRequest,
  DeleteClusterRequest,
  DescribeClustersRequest,
  ListClustersRequest,
  PutClusterCapacityProvidersRequest,
  UpdateClusterRequest,
} from '@aws-sdk/client-ecs'

import {ServiceError} from '../../../server/service.js'
import type {EcsCall} from '../ecs-operation.js'
import {invalid, NAME, requireCluster} from '../state/find.js'
import {ecsArn, lastPart} from '../state/names.js'
import {page, type PageInput} from '../state/page.js'
import type {ClusterState} from '../state/world.js'

const NO_INSIGHTS = [{name: 'containerInsights', value: 'disabled'}] as const

export function createCluster({input, region, world}: EcsCall<CreateClusterRequest>): object {
  const name = input.clusterName ?? 'default'
  if (!NAME.test(name)) throw invalid('Invalid identifier: Cluster name contains invalid characters.')
  const existing = region.clusters.get(name)
  // Idempotent, whatever else was asked for.
  if (existing && existing.shown.status !== 'INACTIVE') return {cluster: describe(existing)}

  const {configuration, serviceConnectDefaults, tags = []} = input
  const state: ClusterState = {
    region,
    name,
    services: new Map(),
    tasks: new Map(),
    shown: {
      clusterArn: ecsArn(region.name, world.options.accountId, `cluster/${name}`),
      clusterName: name,
      status: 'ACTIVE',
      settings: input.settings ?? [...NO_INSIGHTS],
      capacityProviders: input.capacityProviders ?? [],
      defaultCapacityProviderStrategy: input.defaultCapacityProviderStrategy ?? [],
      configuration,
      ...(serviceConnectDefaults && {serviceConnectDefaults}),
      tags,
    },
  }
  region.clusters.set(name, state)
  return {cluster: describe(state)}
}

export function describeClusters({input, region, world}: EcsCall<DescribeClustersRequest>): object {
  const wanted = input.clusters?.length ? input.clusters : ['default']
  const include = new Set<string>(input.include ?? [])
  const found = wanted.map((name) => ({name, state: region.clusters.get(lastPart(name))}))
  return {
    clusters: found.flatMap(({state}) => (state ? [only(describe(state), include)] : [])),
    failures: found.filter(({state}) => !state).map(({name}) => ({arn: asArn(name), reason: 'MISSING'})),
  }

  function asArn(name: string): string {
    return name.startsWith('arn:') ? name : ecsArn(region.name, world.options.accountId, `cluster/${name}`)
  }
}

export function listClusters({input, region}: EcsCall<ListClustersRequest>): object {
  const all = [...region.clusters.values()].filter(({shown}) => shown.status !== 'INACTIVE')
  const {items, next} = page(all, input as PageInput)
  return {clusterArns: items.map(({shown}) => shown.clusterArn), ...next}
}

export function updateCluster({input, region}: EcsCall<UpdateClusterRequest>): object {
  const state = requireCluster(region, input.cluster)
  const {settings, configuration, serviceConnectDefaults} = input
  state.shown = {
    ...state.shown,
    ...(settings && {settings}),
    ...(configuration && {configuration}),
    ...(serviceConnectDefaults && {serviceConnectDefaults}),
  }
  return {cluster: describe(state)}
}

/** UpdateClusterSettings */
export function updateClusterSettings(call: EcsCall<UpdateClusterRequest>): object {
  return updateCluster(call)
}

export function putClusterCapacityProviders({input, region}: EcsCall<PutClusterCapacityProvidersRequest>): object {
  const state = requireCluster(region, input.cluster)
  const {capacityProviders = [], defaultCapacityProviderStrategy = []} = input
  state.shown = {...state.shown, capacityProviders, defaultCapacityProviderStrategy}
  return {cluster: describe(state)}
}

export function deleteCluster({input, region}: EcsCall<DeleteClusterRequest>): object {
  const state = requireCluster(region, input.cluster)
  if (servicesOf(state).length > 0)
    throw new ServiceError(
      'ClusterContainsServicesException',
      'The Cluster cannot be deleted while Services are active.',
    )
  if (liveTasks(state).length > 0)
    throw new ServiceError('ClusterContainsTasksException', 'The Cluster cannot be deleted while Tasks are active.')
  state.shown = {...state.shown, status: 'INACTIVE'}
  return {cluster: describe(state)}
}

function describe(state: ClusterState): Cluster {
  const tasks = liveTasks(state)
  const running = tasks.filter(({shown}) => shown.lastStatus === 'RUNNING').length
  return {
    ...state.shown,
    registeredContainerInstancesCount: 0,
    runningTasksCount: running,
    pendingTasksCount: tasks.length - running,
    activeServicesCount: servicesOf(state).length,
    statistics: [],
  }
}

/** Left out unless asked for. */
function only(cluster: Cluster, include: ReadonlySet<string>): Cluster {
  return {
    ...cluster,
    tags: include.has('TAGS') ? cluster.tags : [],
    settings: include.has('SETTINGS') ? cluster.settings : [],
    configuration: include.has('CONFIGURATIONS') ? cluster.configuration : undefined,
  }
}

function servicesOf({services}: ClusterState) {
  return [...services.values()].filter(({shown}) => shown.status !== 'INACTIVE')
}

function liveTasks({tasks}: ClusterState) {
  return [...tasks.values()].filter(({shown}) => shown.lastStatus !== 'STOPPED')
}
