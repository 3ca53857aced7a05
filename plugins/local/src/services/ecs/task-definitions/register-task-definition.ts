import type {ContainerDefinition, RegisterTaskDefinitionRequest} from '@aws-sdk/client-ecs'

import {ServiceError} from '../../../server/service.js'
import type {EcsCall} from '../ecs-operation.js'
import {NAME} from '../state/find.js'
import {ecsArn} from '../state/names.js'
import type {Definition} from '../state/world.js'

/** Keeps all that it is sent, with ECS's defaults where the API shows them. */
export function registerTaskDefinition({input, region, world}: EcsCall<RegisterTaskDefinitionRequest>): object {
  check(input)
  const {family = '', tags = [], containerDefinitions = [], volumes = [], ...rest} = input
  const revisions = region.families.get(family) ?? []
  const revision = revisions.length + 1
  const definition: Definition = {
    tags,
    shown: {
      ...rest,
      taskDefinitionArn: ecsArn(region.name, world.options.accountId, `task-definition/${family}:${revision}`),
      family,
      revision,
      status: 'ACTIVE',
      containerDefinitions: containerDefinitions.map(withDefaults),
      volumes: volumes.map(({efsVolumeConfiguration: efs, ...volume}) =>
        efs ? {...volume, efsVolumeConfiguration: {rootDirectory: '/', ...efs}} : volume,
      ),
      placementConstraints: rest.placementConstraints ?? [],
      compatibilities: rest.networkMode === 'awsvpc' ? ['EC2', 'FARGATE'] : ['EC2'],
      registeredAt: new Date(),
      registeredBy: `arn:aws:iam::${world.options.accountId}:root`,
    },
  }
  region.families.set(family, [...revisions, definition])
  return {taskDefinition: definition.shown, ...(tags.length > 0 && {tags})}
}

function withDefaults(container: ContainerDefinition): ContainerDefinition {
  return {
    cpu: 0,
    environment: [],
    essential: true,
    mountPoints: [],
    portMappings: [],
    systemControls: [],
    volumesFrom: [],
    ...container,
  }
}

function check({
  family,
  containerDefinitions = [],
  networkMode,
  cpu,
  memory,
  requiresCompatibilities = [],
  volumes = [],
}: RegisterTaskDefinitionRequest): void {
  if (!NAME.test(family ?? '')) throw client('Family contains invalid characters.')
  if (containerDefinitions.length === 0) throw client('Container list cannot be empty.')
  for (const {name, image} of containerDefinitions)
    if (!name || !image) throw client(`Container.${name ? 'image' : 'name'} should not be null or empty.`)
  if (containerDefinitions.every(({essential}) => essential === false))
    throw client('Task definition does not have any essential containers.')

  if (requiresCompatibilities.includes('FARGATE')) {
    if (networkMode !== 'awsvpc') throw client('Fargate only supports network mode ‘awsvpc’.')
    if (!cpu || !memory) throw client("Fargate requires that 'cpu' and 'memory' be defined at the task level.")
  }
  const known = new Set(volumes.map(({name}) => name))
  for (const {mountPoints = []} of containerDefinitions)
    for (const {sourceVolume} of mountPoints)
      if (!known.has(sourceVolume)) throw client(`Unknown volume '${sourceVolume}'.`)
}

function client(message: string): ServiceError {
  return new ServiceError('ClientException', message)
}
