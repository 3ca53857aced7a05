import type {EcsTask} from '../ports/ecs.js'
import type {TaskStatus} from '../results.js'
import {taskId} from '../task-id.js'
import type {LookAtImage} from './image-facts.js'

export async function toTaskStatus(task: EcsTask, lookAtImage: LookAtImage): Promise<TaskStatus> {
  const {arn, lastStatus, healthStatus, execAgent, startedAt, containers} = task
  return {
    id: taskId(arn),
    status: lastStatus,
    ...(healthStatus && {health: healthStatus}),
    ...(execAgent && {execAgent}),
    ...(startedAt !== undefined && {startedAt: new Date(startedAt).toISOString()}),
    containers: await Promise.all(
      containers.map(async ({name, image, imageDigest}) => ({
        name,
        image,
        ...(await lookAtImage(image, imageDigest)),
      })),
    ),
  }
}
