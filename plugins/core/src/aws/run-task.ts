import {randomUUID} from 'node:crypto'

import type {ECS, RunTaskRequest} from '@aws-sdk/client-ecs'

import {StackError} from '../errors.js'
import type {EcsRunInput, EcsTask} from '../ports/ecs.js'
import {notAws} from './aws-error.js'
import type {CallOptions, Service} from './create-service.js'
import {toTask} from './to-ecs.js'

export async function runTask(ecs: Service<ECS>, input: EcsRunInput, call: CallOptions): Promise<EcsTask> {
  // The same in every try: ECS starts one task for it.
  const request = {...toRequest(input), clientToken: randomUUID()}
  const {tasks: [task] = [], failures: [failure] = []} = await ask(ecs, request, call)
  if (task) return toTask(task)
  if (!failure) throw notAws({service: 'ECS', operation: 'RunTask'})
  const {reason = 'it gives no reason', detail} = failure
  throw refused(`${reason}${detail ? `: ${detail}` : ''}`, {reason, ...(detail && {detail})})
}

function toRequest({
  cluster,
  taskDefinition,
  launchType,
  network,
  container,
  command,
  env,
  startedBy,
  exec = false,
}: EcsRunInput) {
  const environment = Object.entries(env ?? {}).map(([name, value]) => ({name, value}))
  const override = {name: container, ...(command && {command: [...command]}), ...(env && {environment})}
  return {
    cluster,
    taskDefinition,
    count: 1,
    startedBy,
    enableExecuteCommand: exec,
    enableECSManagedTags: true,
    propagateTags: 'TASK_DEFINITION',
    overrides: {containerOverrides: [override]},
    ...(launchType && {launchType: launchType as NonNullable<RunTaskRequest['launchType']>}),
    ...(network && {
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: [...network.subnets],
          ...(network.securityGroups && {securityGroups: [...network.securityGroups]}),
          assignPublicIp: network.publicIp ? 'ENABLED' : 'DISABLED',
        },
      },
    }),
  } satisfies RunTaskRequest
}

/** ECS words want of room in two ways: as a failure of the answer, and as an error without a code of its own. */
async function ask(ecs: Service<ECS>, request: RunTaskRequest, call: CallOptions) {
  try {
    return await ecs.call('RunTask', (client, options) => client.runTask(request, options), call)
  } catch (error) {
    const text = StackError.is(error) && error.code === 'AWS_REFUSED' ? error.message : ''
    if (!/capacity is unavailable|limit on the number of|limit exceeded/i.test(text)) throw error
    throw refused(text.replace(/^ECS refused RunTask: /, ''), {}, error)
  }
}

function refused(reason: string, details: Record<string, unknown>, cause?: unknown): StackError {
  const message = `ECS starts no task: ${reason.replace(/\.$/, '')}${meaningOf(reason)}`
  return new StackError('TASK_REFUSED', message, {blame: 'aws', details, cause})
}

function meaningOf(reason: string): string {
  if (/capacity is unavailable|^RESOURCE:/i.test(reason)) return '; there is no room for it now, later there may be'
  if (/limit/i.test(reason)) return '; a quota of the account is used up'
  return ''
}
