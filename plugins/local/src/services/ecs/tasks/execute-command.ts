import type {ExecuteCommandRequest} from '@aws-sdk/client-ecs'

import {ServiceError} from '../../../server/service.js'
import type {EcsCall} from '../ecs-operation.js'
import {findTask, invalid, requireCluster} from '../state/find.js'
import type {TaskState} from '../state/world.js'

const NOT_ENABLED =
  "The execute command failed because execute command was not enabled when the task was run or the execute command agent isn't running. Wait and try again or run a new task with execute command enabled and try again."

/** Refuses as ECS does; the session itself is somebody else's to make. */
export async function executeCommand({input, region, world}: EcsCall<ExecuteCommandRequest>): Promise<object> {
  const cluster = requireCluster(region, input.cluster)
  if (!input.command) throw invalid('Command can not be blank.')
  if (input.interactive !== true) throw invalid('Interactive is the only mode supported currently.')
  const task = findTask(cluster, input.task ?? '')
  if (!task) throw invalid('The referenced task was not found.')
  const name = containerName(task, input.container)
  const container = task.shown.containers?.find((it) => it.name === name)
  const id = task.containers.get(name)
  if (task.shown.lastStatus !== 'RUNNING' || container?.lastStatus !== 'RUNNING' || id === undefined)
    throw new ServiceError(
      'TargetNotConnectedException',
      'The execute command failed due to an internal error. Try again later.',
    )
  if (container.managedAgents?.[0]?.lastStatus !== 'RUNNING') throw invalid(NOT_ENABLED)

  const {openSession} = world.options
  if (!openSession)
    throw new ServiceError('NotImplemented', 'the local AWS cannot open sessions in containers yet', 501)
  const session = await openSession({container: id, command: input.command, interactive: true})
  return {
    clusterArn: cluster.shown.clusterArn,
    containerArn: container.containerArn,
    containerName: name,
    interactive: true,
    session,
    taskArn: task.shown.taskArn,
  }
}

function containerName(task: TaskState, asked: string | undefined): string {
  const names = (task.shown.containers ?? []).map(({name = ''}) => name)
  if (asked !== undefined && names.includes(asked)) return asked
  if (asked !== undefined) throw invalid(`The container ${asked} is not part of the task.`)
  if (names.length > 1) throw invalid('A container name must be given for a task with multiple containers.')
  return names[0] ?? ''
}
