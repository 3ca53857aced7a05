import type {CloudFormation as Client} from '@aws-sdk/client-cloudformation'

import type {CancelRequest, Stack} from '../context.js'
import {StackError} from '../errors.js'
import type {Service} from './create-service.js'
import {describeStack} from './describe-stack.js'

/**
 * Asks CloudFormation to stop what it does with a stack: a creation is deleted, an update cancelled, which rolls it back.
 * A deletion, a rollback and a cleanup cannot be stopped ("CancelUpdateStack" of the API reference: only UPDATE_IN_PROGRESS).
 */
export async function cancelOperation(
  cfn: Service<Client>,
  stackId: string,
  signal: AbortSignal,
): Promise<CancelRequest> {
  const stack = await describeStack(cfn, stackId, {signal})
  if (!stack || !stack.status.endsWith('_IN_PROGRESS') || stack.status === 'REVIEW_IN_PROGRESS') return 'idle'
  try {
    return await request(cfn, stack, signal)
  } catch (error) {
    // It has moved on since it was looked at.
    if (StackError.is(error) && error.code === 'AWS_REFUSED') return 'refused'
    throw error
  }
}

async function request(cfn: Service<Client>, {id, status}: Stack, signal: AbortSignal): Promise<CancelRequest> {
  const input = {StackName: id, ClientRequestToken: cfn.access.tokens.next()}
  switch (status) {
    case 'CREATE_IN_PROGRESS':
      await cfn.call('DeleteStack', (client, options) => client.deleteStack(input, options), {signal})
      return 'deletes'
    case 'UPDATE_IN_PROGRESS':
      await cfn.call('CancelUpdateStack', (client, options) => client.cancelUpdateStack(input, options), {signal})
      return 'rolls-back'
    default:
      return 'cannot'
  }
}
