import {invalid} from '../../../services/cloudformation/invalid.js'
import {pageFromNewest} from '../../../services/cloudformation/operations/page.js'
import {type Input, requiredText, text} from '../../../services/cloudformation/protocol/read-input.js'
import type {Result} from '../../../services/cloudformation/protocol/write-xml.js'
import {eventType, isFailure, operationStatus} from '../../../services/cloudformation/stack/operation-event.js'
import {requireStack} from '../find-stack.js'
import type {PlayedEvent, PlayedStack, World} from '../world.js'
import type {Operation} from './call.js'
import {findChangeSet} from './find-change-set.js'

export const describeStackEvents: Operation = ({stage: {world}, input}) => {
  const stack = requireStack(world, requiredText(input, 'StackName'))
  const told = visible(world, stack)
    .filter(({hidden}) => !hidden)
    .flatMap((event) => (event.repeated ? [event, event] : [event]))
  const {items, nextToken} = pageFromNewest(told, text(input, 'NextToken'))
  return {StackEvents: items.map((event) => ({...common(stack, event), StackName: stack.name})), NextToken: nextToken}
}

/**
 * Also what hooks and validations said, grouped by operation. AWS does not document an order; here the newest come first.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeEvents.html
 */
export const describeEvents: Operation = ({stage: {world}, input}) => {
  const {stack, operationId} = subject(world, input)
  const {FailedEvents: failedOnly} = (input['Filters'] ?? {}) as Input
  const told = visible(world, stack)
    .filter(({operation}) => operationId === undefined || operation.id === operationId)
    .filter((event) => failedOnly !== 'true' || isFailure({status: event.status, ...event.note}))
  const {items, nextToken} = pageFromNewest(told, text(input, 'NextToken'))
  return {OperationEvents: items.map((event) => operationEvent(stack, event)), NextToken: nextToken}
}

function subject(world: World, input: Input): {stack: PlayedStack; operationId?: string} {
  const operationId = text(input, 'OperationId')
  if (operationId) {
    const stack = world.stacks.find(({events, operations}) =>
      [...operations, ...events.map(({operation}) => operation)].some(({id}) => id === operationId),
    )
    if (!stack) throw invalid(`Operation [${operationId}] does not exist`)
    return {stack, operationId}
  }
  if (text(input, 'ChangeSetName')) {
    const {stack, changeSet} = findChangeSet(world, input)
    return {stack, operationId: changeSet.operation.id}
  }
  const name = text(input, 'StackName')
  if (!name) throw invalid('One of ChangeSetName, OperationId or StackName must be specified')
  return {stack: requireStack(world, name)}
}

function visible({clock}: World, {events}: PlayedStack): PlayedEvent[] {
  const now = clock.now()
  return events.filter(({visibleAt}) => visibleAt <= now).sort((a, b) => a.at - b.at)
}

function operationEvent(stack: PlayedStack, event: PlayedEvent): Result {
  const at = new Date(event.at)
  const kind = {status: event.status, isStack: event.physicalId === stack.id, ...event.note}
  return {
    ...common(stack, event),
    OperationType: event.operation.type,
    OperationStatus: operationStatus(kind),
    EventType: eventType(kind),
    StartTime: at,
    EndTime: event.status?.endsWith('_IN_PROGRESS') ? undefined : at,
  }
}

function common({id}: PlayedStack, event: PlayedEvent): Result {
  return {
    StackId: id,
    EventId: event.id,
    OperationId: event.operation.id,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: new Date(event.at),
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    ResourceProperties: event.properties,
    ClientRequestToken: event.token,
    DetailedStatus: event.detailedStatus,
    ...event.note,
  }
}
