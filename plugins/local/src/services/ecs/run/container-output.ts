import type {ContainerDefinition} from '@aws-sdk/client-ecs'

import {StartFailure} from '../../../containers/container-runtime.js'
import {droppedOutput, type LogOutput, openLogOutput} from '../../../containers/log-output.js'
import type {TaskState, World} from '../state/world.js'

/** The `awslogs` driver: `prefix/container/task id`. Another driver's output is read and dropped. */
export async function openOutput(task: TaskState, container: ContainerDefinition, world: World): Promise<LogOutput> {
  const {logDriver, options = {}} = container.logConfiguration ?? {}
  const group = options['awslogs-group']
  if (logDriver !== 'awslogs' || !group) return droppedOutput()

  const prefix = options['awslogs-stream-prefix']
  const stream = prefix ? `${prefix}/${container.name}/${task.id}` : task.id
  const clients = world.options.clients(options['awslogs-region'] ?? task.cluster.region.name)
  const createGroup = options['awslogs-create-group'] === 'true'
  return openLogOutput({group, stream, createGroup}, clients, world.pace.lookMs).catch(refused)
}

function refused({name, message}: Error): never {
  throw new StartFailure(
    `ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ${name}: ${message}`,
  )
}
