import type {DataLoss} from './events.js'
import type {EcsTask} from './ports/ecs.js'
import {serviceOf} from './service-of.js'
import {taskId} from './task-id.js'

export function isOneOff(task: EcsTask): boolean {
  return serviceOf(task) === undefined
}

/** What ends with these tasks: nobody starts a one-off task again. */
export function interruptions(part: string, tasks: readonly EcsTask[]): DataLoss[] {
  return tasks.filter(isOneOff).map(({arn, startedBy}) => ({
    part,
    logicalId: startedBy ?? 'Task',
    resourceType: 'AWS::ECS::Task',
    physicalId: taskId(arn),
    grave: false,
    reason: 'is interrupted: what it has not finished',
  }))
}
