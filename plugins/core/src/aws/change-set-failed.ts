import type {CloudFormation as Client, DescribeChangeSetOutput} from '@aws-sdk/client-cloudformation'

import type {ChangeSet} from '../context.js'
import type {Cause, Failure} from '../diagnosis/cause.js'
import {StackError} from '../errors.js'
import type {OperationEvent} from '../ports/operation-events.js'
import {sentence} from './aws-call.js'
import type {Service} from './create-service.js'
import {operationEvents} from './operation-events.js'

/** `CHANGE_SET_FAILED` with the reason that CloudFormation gives. What a hook or check found is the cause. */
export async function changeSetFailed(
  cfn: Service<Client>,
  {id, stack}: ChangeSet,
  {StatusReason = 'CloudFormation gives no reason'}: DescribeChangeSetOutput,
  signal: AbortSignal,
): Promise<StackError> {
  const problems = await failedChecks(cfn, id, stack, StatusReason, signal)
  const [first, ...also] = problems
  const reason = first ? problems.map(({text}) => text).join('; ') : sentence(StatusReason)
  return new StackError('CHANGE_SET_FAILED', `CloudFormation cannot change ${stack}: ${reason}`, {
    details: {stack, reason, ...(first && causeOf(first, also))},
  })
}

interface Problem {
  readonly text: string
  readonly failure: Failure
}

/** "Validate stack deployments" of the CloudFormation User Guide: the reason names the check that failed, only DescribeEvents what it found. */
async function failedChecks(
  cfn: Service<Client>,
  changeSet: string,
  stack: string,
  statusReason: string,
  signal: AbortSignal,
): Promise<Problem[]> {
  if (!statusReason.includes('DescribeEvents')) return []
  const events = await operationEvents(cfn, {stack, changeSet, failedOnly: true}, {signal})
  const problems = events.flatMap((event) => toProblem(stack, event))
  return [...new Map(problems.map((problem) => [problem.text, problem])).values()]
}

function toProblem(stack: string, {hook, validation, ...event}: OperationEvent): Problem[] {
  const reason = validation?.reason ?? hook?.reason ?? event.reason
  if (!reason || validation?.failureMode === 'WARN' || hook?.failureMode === 'WARN') return []
  const text = `${sentence(reason)}${validation?.path ? ` (at ${validation.path})` : ''}`
  const logicalId = event.logicalId ?? event.type ?? 'the stack'
  const failure = {
    stack,
    logicalId,
    type: event.type ?? '',
    status: hook?.status ?? validation?.status ?? event.status ?? '',
    reason: text,
    ...(event.at > 0 && {at: new Date(event.at).toISOString()}),
  }
  return [{text: `${logicalId}: ${text}`, failure}]
}

function causeOf({failure}: Problem, also: readonly Problem[]): {resource: string; resourceType: string; cause: Cause} {
  const {logicalId, type} = failure
  const others = also.map((problem) => problem.failure)
  const cause = {...failure, evidence: [], folded: 0, also: others, notLookedAt: [], suggestions: []}
  return {resource: logicalId, resourceType: type, cause}
}
