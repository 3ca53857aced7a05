import type {ContainerDefinition, ContainerOverride, HealthCheck} from '@aws-sdk/client-ecs'

import type {ContainerSpec, HealthCheckSpec} from '../../../containers/container-runtime.js'
import type {TaskState} from '../state/world.js'

type Given = Pick<ContainerSpec, 'credentials' | 'mounts' | 'network'>

/** What the task definition and the overrides of RunTask say of one container. */
export function containerSpec(task: TaskState, definition: ContainerDefinition, given: Given): ContainerSpec {
  const {containerOverrides = []} = task.shown.overrides ?? {}
  const override: ContainerOverride = containerOverrides.find(({name}) => name === definition.name) ?? {}
  return {
    ...given,
    name: `${task.definition.family}-${task.id.slice(0, 12)}-${definition.name}`,
    image: definition.image ?? '',
    entryPoint: definition.entryPoint,
    command: override.command ?? definition.command,
    environment: environment(task, definition, override),
    user: definition.user,
    workingDirectory: definition.workingDirectory,
    init: definition.linuxParameters?.initProcessEnabled === true,
    readOnly: definition.readonlyRootFilesystem === true,
    tty: definition.pseudoTerminal === true,
    labels: {
      ...definition.dockerLabels,
      'com.amazonaws.ecs.cluster': task.cluster.name,
      'com.amazonaws.ecs.container-name': definition.name ?? '',
      'com.amazonaws.ecs.task-arn': task.shown.taskArn ?? '',
    },
    healthCheck: definition.healthCheck && healthCheck(definition.healthCheck),
  }
}

function environment(task: TaskState, definition: ContainerDefinition, override: ContainerOverride) {
  const {name: region} = task.cluster.region
  const given = [...(definition.environment ?? []), ...(override.environment ?? [])]
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE',
    ...Object.fromEntries(given.map(({name, value}) => [name ?? '', value ?? ''])),
  }
}

/** Docker looks for the first time after one interval: here it looks more often, and gives up after the same time. */
const INTERVAL_SECONDS = 2

function healthCheck({
  command = [],
  interval = 30,
  timeout = 5,
  retries = 3,
  startPeriod = 0,
}: HealthCheck): HealthCheckSpec {
  const often = Math.min(interval, INTERVAL_SECONDS)
  return {
    command: command[0]?.startsWith('CMD') || command[0] === 'NONE' ? command : ['CMD-SHELL', command.join(' ')],
    intervalSeconds: often,
    timeoutSeconds: timeout,
    retries: Math.ceil((retries * interval) / often),
    startPeriodSeconds: startPeriod,
  }
}
