import type {ECS} from '@aws-sdk/client-ecs'

import {StackError} from '../errors.js'
import type {EcsExecuteInput, EcsSession} from '../ports/ecs.js'
import {awsCode, notAws} from './aws-error.js'
import type {CallOptions, Service} from './create-service.js'

/** Starts a session in a container. AWS takes interactive ones only (ECS API Reference, ExecuteCommand, `interactive`). */
export async function executeCommand(
  ecs: Service<ECS>,
  input: EcsExecuteInput,
  call: CallOptions,
): Promise<EcsSession> {
  const {session} = await ask(ecs, input, call)
  const {sessionId: id, streamUrl, tokenValue} = session ?? {}
  if (!id || !streamUrl || !tokenValue) throw notAws({service: 'ECS', operation: 'ExecuteCommand'})
  ecs.access.secrets.add(tokenValue)
  return {id, streamUrl, tokenValue}
}

async function ask(ecs: Service<ECS>, input: EcsExecuteInput, call: CallOptions) {
  try {
    return await ecs.call(
      'ExecuteCommand',
      (client, options) => client.executeCommand({...input, interactive: true}, options),
      call,
    )
  } catch (error) {
    throw unavailable(error, input) ?? error
  }
}

/**
 * What ECS says where a task takes no commands. Both errors have several reasons, and it does not say which (ECS API Reference,
 * ExecuteCommand, Errors; ECS Developer Guide, "Troubleshoot Amazon ECS Exec issues").
 */
function unavailable(error: unknown, {task}: EcsExecuteInput): StackError | undefined {
  const id = task.slice(task.lastIndexOf('/') + 1)
  const code = awsCode(error)
  const text = StackError.is(error) ? error.message : ''
  const refused = (why: string) =>
    new StackError('EXEC_UNAVAILABLE', `the task ${id} takes no commands: ${why}`, {
      blame: 'aws',
      details: {task, awsCode: code},
      cause: error,
    })
  if (code === 'TargetNotConnectedException')
    return refused(
      'its agent is not connected; the task role needs ssmmessages:CreateControlChannel, CreateDataChannel, OpenControlChannel and OpenDataChannel, and the task a route to ssmmessages',
    )
  if (code === 'InvalidParameterException' && /execute command/i.test(text))
    return refused(
      'ECS Exec was off when it was started, or its agent does not run; a new task has what the service says now',
    )
  return undefined
}
