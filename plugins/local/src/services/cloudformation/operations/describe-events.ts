import {invalid} from '../invalid.js'
import {type Input, text} from '../protocol/read-input.js'
import {inBrackets, requireStack, stacksOf} from '../stack/find-stack.js'
import {eventType, isFailure, operationStatus} from '../stack/operation-event.js'
import type {Stack} from '../stack/stack.js'
import {describeEvent} from './describe-resources.js'
import {findChangeSet} from './find-change-set.js'
import type {Call, Operation} from './operation.js'
import {pageFromNewest} from './page.js'

/**
 * The events of stacks by operation; there are no hooks and validations here, so a change set has none. AWS does not document an
 * order. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeEvents.html
 */
export const describeEvents: Operation = (call) => {
  const {stack, operationId} = subject(call)
  const {FailedEvents: failedOnly} = (call.input['Filters'] ?? {}) as Input
  const told = (stack?.events ?? [])
    .filter(({operation}) => operationId === undefined || operation.id === operationId)
    .filter((event) => failedOnly !== 'true' || isFailure(event))
  const {items, nextToken} = pageFromNewest(told, text(call.input, 'NextToken'))
  return {
    OperationEvents: items.map((event) => {
      const kind = {status: event.status, isStack: event.physicalId === stack?.id}
      return {
        ...(stack && describeEvent(stack, event)),
        StackName: undefined,
        OperationType: event.operation.type,
        OperationStatus: operationStatus(kind),
        EventType: eventType(kind),
        StartTime: event.at,
        EndTime: event.status.endsWith('_IN_PROGRESS') ? undefined : event.at,
      }
    }),
    NextToken: nextToken,
  }
}

function subject(call: Call): {stack?: Stack; operationId?: string} {
  const {world, region, input} = call
  const operationId = text(input, 'OperationId')
  if (operationId) {
    const stack = stacksOf(world, region).find(({operations}) => operations.some(({id}) => id === operationId))
    if (!stack) throw invalid(`Operation [${operationId}] does not exist`)
    return {stack, operationId}
  }
  if (text(input, 'ChangeSetName')) {
    findChangeSet(call)
    return {}
  }
  const name = text(input, 'StackName')
  if (!name) throw invalid('One of ChangeSetName, OperationId or StackName must be specified')
  return {stack: requireStack(world, region, name, inBrackets)}
}
