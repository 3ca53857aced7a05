import type {ECS} from '@aws-sdk/client-ecs'

import type {Ecs, EcsTaskDefinition} from '../ports/ecs.js'
import type {AwsAccess} from './access.js'
import {awsCode} from './aws-error.js'
import {createService, type Service} from './create-service.js'
import {executeCommand} from './execute-command.js'
import {listServices} from './list-services.js'
import {listServiceDeployments} from './service-deployments.js'
import {toEcsService, toTaskDefinition} from './to-ecs.js'
import {runTask} from './run-task.js'
import {describeTask, listTasks} from './tasks.js'

const MISSING = ['ClusterNotFoundException', 'ServiceNotFoundException', 'ServiceNotActiveException']

export function createEcs(access: AwsAccess): Ecs {
  const ecs = createService('ECS', access, async (config) => new (await import('@aws-sdk/client-ecs')).ECS(config))
  return {
    service: (cluster, service, signal) =>
      unlessMissing(async () => {
        const {services: [found] = []} = await ecs.call(
          'DescribeServices',
          (client, options) => client.describeServices({cluster, services: [service]}, options),
          given(signal),
        )
        return found && toEcsService(found)
      }),
    listServices: (cluster, signal) => unlessMissing(() => listServices(ecs, cluster, given(signal))),
    tasks: (filter, signal) => unlessMissing(() => listTasks(ecs, filter, given(signal))),
    task: (cluster, task, signal) => unlessMissing(() => describeTask(ecs, cluster, task, given(signal))),
    taskDefinition: (arn, signal) => describeTaskDefinition(ecs, arn, signal),
    serviceDeployments: (cluster, service, signal) =>
      unlessMissing(() => listServiceDeployments(ecs, {cluster, service}, given(signal))),
    async stopServiceDeployment(arn, signal) {
      const request = {serviceDeploymentArn: arn, stopType: 'ROLLBACK' as const}
      await ecs.call(
        'StopServiceDeployment',
        (client, options) => client.stopServiceDeployment(request, options),
        given(signal),
      )
    },
    async updateService({cluster, service, desired, redeploy}, signal) {
      const request = {
        cluster,
        service,
        ...(desired !== undefined && {desiredCount: desired}),
        ...(redeploy && {forceNewDeployment: true}),
      }
      await ecs.call('UpdateService', (client, options) => client.updateService(request, options), given(signal))
    },
    runTask: (input, signal) => runTask(ecs, input, given(signal)),
    async stopTask({cluster, task, reason}, signal) {
      try {
        await ecs.call(
          'StopTask',
          (client, options) => client.stopTask({cluster, task, reason}, options),
          given(signal),
        )
      } catch (error) {
        if (!isForgotten(error)) throw error
      }
    },
    execute: (input, signal) => executeCommand(ecs, input, given(signal)),
  }
}

async function unlessMissing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (MISSING.includes(String(awsCode(error)))) return undefined
    throw error
  }
}

/** ECS has no code of its own for one that is not there: `ClientException: Unable to describe task definition.` */
async function describeTaskDefinition(
  ecs: Service<ECS>,
  arn: string,
  signal: AbortSignal | undefined,
): Promise<EcsTaskDefinition | undefined> {
  try {
    const {taskDefinition} = await ecs.call(
      'DescribeTaskDefinition',
      (client, options) => client.describeTaskDefinition({taskDefinition: arn}, options),
      given(signal),
    )
    return taskDefinition && toTaskDefinition(taskDefinition)
  } catch (error) {
    if (awsCode(error) === 'ClientException') return undefined
    throw error
  }
}

/** `InvalidParameterException: The referenced task was not found.` */
function isForgotten(error: unknown): boolean {
  return awsCode(error) === 'InvalidParameterException' && /task was not found/i.test(String(error))
}

function given(signal: AbortSignal | undefined) {
  return signal ? {signal} : {}
}
