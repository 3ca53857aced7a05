import type {CloudFormation as Client, DescribeChangeSetOutput, OperationEvent} from '@aws-sdk/client-cloudformation'

import type {ChangeSet} from '../context.js'
import {isCancelled, StackError} from '../errors.js'
import {sentence} from './aws-call.js'
import type {Service} from './create-service.js'

/** `CHANGE_SET_FAILED` with the reason that CloudFormation gives. */
export async function changeSetFailed(
  cfn: Service<Client>,
  changeSet: ChangeSet,
  {StatusReason = 'CloudFormation gives no reason'}: DescribeChangeSetOutput,
  signal: AbortSignal,
): Promise<StackError> {
  const problems = await validationProblems(cfn, changeSet, StatusReason, signal)
  const reason = problems.length > 0 ? problems.join('; ') : sentence(StatusReason)
  return new StackError('CHANGE_SET_FAILED', `CloudFormation cannot change ${changeSet.stack}: ${reason}`, {
    details: {stack: changeSet.stack, reason},
  })
}

/** "Validate stack deployments" of the CloudFormation User Guide: the reason names the check that failed, only DescribeEvents what it found. */
async function validationProblems(
  cfn: Service<Client>,
  {id}: ChangeSet,
  statusReason: string,
  signal: AbortSignal,
): Promise<string[]> {
  if (!statusReason.includes('DescribeEvents')) return []
  try {
    const {OperationEvents = []} = await cfn.call(
      'DescribeEvents',
      (client, options) => client.describeEvents({ChangeSetName: id, Filters: {FailedEvents: true}}, options),
      {signal},
    )
    return [...new Set(OperationEvents.flatMap(toProblem))]
  } catch (error) {
    if (!StackError.is(error) || isCancelled(error)) throw error
    cfn.access.host.notify({type: 'warning', code: error.code, message: error.message})
    return []
  }
}

function toProblem(event: OperationEvent): string[] {
  const reason = event.ValidationStatusReason ?? event.HookStatusReason ?? event.ResourceStatusReason
  if (!reason || event.ValidationFailureMode === 'WARN' || event.HookFailureMode === 'WARN') return []
  const place = event.ValidationPath ? ` (at ${event.ValidationPath})` : ''
  return [`${event.LogicalResourceId ?? event.ResourceType ?? 'the stack'}: ${sentence(reason)}${place}`]
}
