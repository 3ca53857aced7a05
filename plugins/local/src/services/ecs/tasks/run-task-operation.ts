import {isDeepStrictEqual} from 'node:util'

import type {RunTaskRequest} from '@aws-sdk/client-ecs'

import {ServiceError} from '../../../server/service.js'
import type {EcsCall} from '../ecs-operation.js'
import {startTask} from '../run/start-task.js'
import {checkLaunch} from '../services/check-launch.js'
import {invalid, requireActiveDefinition, requireCluster} from '../state/find.js'

/** RunTask: up to ten tasks of no service. */
export function runTaskOperation({input, region, world}: EcsCall<RunTaskRequest>): object {
  const cluster = requireCluster(region, input.cluster)
  const definition = requireActiveDefinition(region, input.taskDefinition)
  const {clientToken, count = 1, overrides, startedBy, networkConfiguration} = input
  if (count < 1 || count > 10) throw invalid('Count must be between 1 and 10.')
  if (startedBy !== undefined && startedBy.length > 128) throw invalid('startedBy should not exceed 128 characters.')
  const strategy = input.capacityProviderStrategy ?? cluster.shown.defaultCapacityProviderStrategy ?? []
  const provider = input.launchType ? undefined : strategy[0]?.capacityProvider
  const launchType = input.launchType ?? (provider ? 'FARGATE' : 'EC2')
  checkLaunch(definition.shown, launchType, networkConfiguration)
  for (const {name} of overrides?.containerOverrides ?? [])
    if (!definition.shown.containerDefinitions?.some((container) => container.name === name))
      throw invalid('Override for container named ' + name + ' is not a container in the TaskDefinition.')

  const asked = [...cluster.tasks.values()].filter(({request}) => clientToken && request?.clientToken === clientToken)
  if (asked.some(({request}) => !isDeepStrictEqual(request, input))) throw otherRequest()
  if (asked.length > 0) return {tasks: asked.map(({shown}) => shown), failures: []}

  const managed = input.enableECSManagedTags ? [{key: 'aws:ecs:clusterName', value: cluster.name}] : []
  const propagated = input.propagateTags === 'TASK_DEFINITION' ? definition.tags : []
  const tasks = Array.from({length: count}, () =>
    startTask(
      {
        cluster,
        definition: definition.shown,
        tags: [...managed, ...propagated, ...(input.tags ?? [])],
        request: input,
        subnet: networkConfiguration?.awsvpcConfiguration?.subnets?.[0],
        shown: {
          group: input.group ?? `family:${definition.shown.family}`,
          enableExecuteCommand: input.enableExecuteCommand ?? false,
          launchType,
          platformVersion: '1.4.0',
          ...(startedBy !== undefined && {startedBy}),
          ...(overrides && {overrides}),
          ...(provider && {capacityProviderName: provider}),
        },
      },
      world,
      () => undefined,
    ),
  )
  return {tasks: tasks.map(({shown}) => shown), failures: []}
}

function otherRequest(): ServiceError {
  return new ServiceError(
    'ConflictException',
    'The RunTask request could not be processed due to conflicts. The provided clientToken is already in use with a different RunTask request.',
  )
}
