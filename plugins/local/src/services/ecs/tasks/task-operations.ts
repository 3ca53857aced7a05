import type {DescribeTasksRequest, ListTasksRequest, StopTaskRequest} from '@aws-sdk/client-ecs'

import type {EcsCall} from '../ecs-operation.js'
import {requestStop} from '../run/task-states.js'
import {findTask, invalid, requireCluster, requireService} from '../state/find.js'
import {ecsArn} from '../state/names.js'
import {page, type PageInput} from '../state/page.js'

export function describeTasks({input, region, world}: EcsCall<DescribeTasksRequest>): object {
  const cluster = requireCluster(region, input.cluster)
  const wanted = input.tasks ?? []
  if (wanted.length === 0) throw invalid('Tasks cannot be empty.')
  if (wanted.length > 100) throw invalid('A maximum of 100 tasks can be described at once.')
  const found = wanted.map((name) => ({name, task: findTask(cluster, name)}))
  const withTags = input.include?.includes('TAGS')
  return {
    tasks: found.flatMap(({task}) => (task ? [{...task.shown, tags: withTags ? task.shown.tags : []}] : [])),
    failures: found
      .filter(({task}) => !task)
      .map(({name}) => ({
        arn: name.startsWith('arn:')
          ? name
          : ecsArn(region.name, world.options.accountId, `task/${cluster.name}/${name}`),
        reason: 'MISSING',
      })),
  }
}

/** Those that are to run unless the stopped are asked for; each filter narrows. */
export function listTasks({input, region}: EcsCall<ListTasksRequest>): object {
  const cluster = requireCluster(region, input.cluster)
  const {desiredStatus = 'RUNNING', family, launchType, serviceName, startedBy} = input
  const service = serviceName === undefined ? undefined : requireService(cluster, serviceName)
  // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html
  if (startedBy !== undefined && serviceName !== undefined)
    throw invalid('The startedBy and serviceName parameters cannot be used together.')
  const all = [...cluster.tasks.values()].filter(
    (task) =>
      task.shown.desiredStatus === desiredStatus &&
      (service === undefined || task.service === service) &&
      (family === undefined || task.definition.family === family) &&
      (launchType === undefined || task.shown.launchType === launchType) &&
      (startedBy === undefined || task.shown.startedBy === startedBy) &&
      input.containerInstance === undefined,
  )
  const {items, next} = page(all, input as PageInput)
  return {taskArns: items.map(({shown}) => shown.taskArn), ...next}
}

export function stopTask({input, region}: EcsCall<StopTaskRequest>): object {
  const task = findTask(requireCluster(region, input.cluster), input.task ?? '')
  if (!task) throw invalid('The referenced task was not found.')
  requestStop(task, 'UserInitiated', input.reason ?? 'Task stopped by user')
  return {task: task.shown}
}
