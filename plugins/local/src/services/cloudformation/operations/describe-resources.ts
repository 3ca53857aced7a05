import {invalid} from '../invalid.js'
import {requiredText, text} from '../protocol/read-input.js'
import type {Result} from '../protocol/write-xml.js'
import {inBrackets, requireStack, stacksOf} from '../stack/find-stack.js'
import type {Stack, StackEvent, StackResource} from '../stack/stack.js'
import type {Call, Operation} from './operation.js'
import {page, pageFromNewest} from './page.js'

export const describeStackEvents: Operation = ({world, region, input}) => {
  const stack = requireStack(world, region, requiredText(input, 'StackName'), inBrackets)
  const {items, nextToken} = pageFromNewest(stack.events, text(input, 'NextToken'))
  return {StackEvents: items.map((event) => describeEvent(stack, event)), NextToken: nextToken}
}

export const describeStackResources: Operation = (call) => {
  const stack = stackOfResources(call)
  const logicalId = text(call.input, 'LogicalResourceId')
  const resources = [...stack.resources.values()].filter((resource) => !logicalId || resource.logicalId === logicalId)
  if (logicalId && resources.length === 0) throw missing(logicalId, stack)
  return {
    StackResources: resources.map((resource) => ({
      StackName: stack.name,
      StackId: stack.id,
      ...describeResource(resource),
      Timestamp: resource.updatedAt,
    })),
  }
}

/** By the stack or by the physical id of one of its resources. */
function stackOfResources({world, region, input}: Call): Stack {
  const name = text(input, 'StackName')
  if (name) return requireStack(world, region, name)
  const physicalId = requiredText(input, 'PhysicalResourceId')
  const stack = stacksOf(world, region).find(({status, resources}) => {
    const isLive = status !== 'DELETE_COMPLETE'
    return isLive && [...resources.values()].some(({handled}) => handled?.physicalId === physicalId)
  })
  if (!stack) throw invalid(`Stack for ${physicalId} does not exist`)
  return stack
}

export const describeStackResource: Operation = ({world, region, input}) => {
  const stackName = requiredText(input, 'StackName')
  const logicalId = requiredText(input, 'LogicalResourceId')
  const stack = requireStack(world, region, stackName, (name) => `Stack '${name}' does not exist`)
  const resource = stack.resources.get(logicalId)
  if (!resource) throw missing(logicalId, stack)
  const metadata = resource.declaration.attributes.Metadata
  return {
    StackResourceDetail: {
      StackName: stack.name,
      StackId: stack.id,
      ...describeResource(resource),
      LastUpdatedTimestamp: resource.updatedAt,
      Metadata: metadata === undefined ? undefined : JSON.stringify(metadata),
    },
  }
}

export const listStackResources: Operation = ({world, region, input}) => {
  const stack = requireStack(world, region, requiredText(input, 'StackName'))
  const {items, nextToken} = page([...stack.resources.values()], text(input, 'NextToken'))
  return {
    StackResourceSummaries: items.map((resource) => ({
      ...describeResource(resource),
      LastUpdatedTimestamp: resource.updatedAt,
    })),
    NextToken: nextToken,
  }
}

function missing(logicalId: string, {name}: Stack): Error {
  return invalid(`Resource ${logicalId} does not exist for stack ${name}`)
}

function describeResource({logicalId, handled, type, status, statusReason}: StackResource): Result {
  return {
    LogicalResourceId: logicalId,
    PhysicalResourceId: handled?.physicalId,
    ResourceType: type,
    ResourceStatus: status,
    ResourceStatusReason: statusReason,
    DriftInformation: {StackResourceDriftStatus: 'NOT_CHECKED'},
  }
}

export function describeEvent({id, name}: Stack, event: StackEvent): Result {
  return {
    StackId: id,
    EventId: event.id,
    StackName: name,
    OperationId: event.operation.id,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: event.at,
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    ResourceProperties: event.properties,
    ClientRequestToken: event.token,
  }
}
