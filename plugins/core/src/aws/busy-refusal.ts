import type {CloudFormation as Client} from '@aws-sdk/client-cloudformation'

import {busy, isCancelled, StackError} from '../errors.js'
import type {Service} from './create-service.js'
import {describeStack} from './describe-stack.js'

/**
 * What to throw for a change set that could not be created or executed: `BUSY` where AWS refused it while another operation runs
 * on the stack, otherwise the failure itself. The stack's state says so, since AWS has many sentences for it.
 */
export async function busyRefusal(
  cfn: Service<Client>,
  stack: string,
  failure: unknown,
  signal: AbortSignal,
): Promise<unknown> {
  if (!StackError.is(failure) || failure.code !== 'AWS_REFUSED') return failure
  try {
    const found = await describeStack(cfn, stack, {signal})
    if (!found?.status.endsWith('_IN_PROGRESS') || found.status === 'REVIEW_IN_PROGRESS') return failure
    return busy(found, failure)
  } catch (error) {
    return StackError.is(error) && !isCancelled(error) ? failure : error
  }
}
