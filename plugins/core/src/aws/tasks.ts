import type {ECS} from '@aws-sdk/client-ecs'

import type {EcsTask, EcsTaskFilter} from '../ports/ecs.js'
import type {CallOptions, Service} from './create-service.js'
import {toTask} from './to-ecs.js'

/** One page of ListTasks is what one DescribeTasks takes: 100. */
export async function listTasks(
  ecs: Service<ECS>,
  {cluster, service, family, status}: EcsTaskFilter,
  call: CallOptions,
): Promise<EcsTask[]> {
  const filter = {cluster, serviceName: service, family, desiredStatus: status}
  const tasks: EcsTask[] = []
  let nextToken: string | undefined
  do {
    const page = await ecs.call(
      'ListTasks',
      (client, options) => client.listTasks({...filter, nextToken}, options),
      call,
    )
    const arns = page.taskArns ?? []
    if (arns.length > 0) {
      const described = await ecs.call(
        'DescribeTasks',
        (client, options) => client.describeTasks({cluster, tasks: arns}, options),
        call,
      )
      tasks.push(...(described.tasks ?? []).map(toTask))
    }
    nextToken = page.nextToken
  } while (nextToken)
  return tasks
}

export async function describeTask(
  ecs: Service<ECS>,
  cluster: string,
  task: string,
  call: CallOptions,
): Promise<EcsTask | undefined> {
  const {tasks: [found] = []} = await ecs.call(
    'DescribeTasks',
    (client, options) => client.describeTasks({cluster, tasks: [task]}, options),
    call,
  )
  return found && toTask(found)
}
