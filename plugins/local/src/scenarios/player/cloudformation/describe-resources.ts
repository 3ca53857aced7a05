import {invalid} from '../../../services/cloudformation/invalid.js'
import {page} from '../../../services/cloudformation/operations/page.js'
import {requiredText, text} from '../../../services/cloudformation/protocol/read-input.js'
import type {Result} from '../../../services/cloudformation/protocol/write-xml.js'
import {liveStacks, requireStack} from '../find-stack.js'
import type {PlayedStack} from '../world.js'
import type {Call, Operation} from './call.js'

export const listStackResources: Operation = (call) => {
  const stack = stackOf(call)
  const {items, nextToken} = page([...stack.resources.values()], text(call.input, 'NextToken'))
  return {
    StackResourceSummaries: items.map((resource) => ({
      ...describe(resource),
      LastUpdatedTimestamp: new Date(resource.updatedAt),
    })),
    NextToken: nextToken,
  }
}

export const describeStackResources: Operation = (call) => {
  const stack = stackOf(call)
  const logicalId = text(call.input, 'LogicalResourceId')
  const resources = [...stack.resources.values()].filter((resource) => !logicalId || resource.logicalId === logicalId)
  if (logicalId && resources.length === 0) throw missing(logicalId, stack)
  return {
    StackResources: resources.map((resource) => ({
      StackName: stack.name,
      StackId: stack.id,
      ...describe(resource),
      Timestamp: new Date(resource.updatedAt),
    })),
  }
}

export const describeStackResource: Operation = (call) => {
  const stack = stackOf(call)
  const logicalId = requiredText(call.input, 'LogicalResourceId')
  const resource = stack.resources.get(logicalId)
  if (!resource) throw missing(logicalId, stack)
  return {
    StackResourceDetail: {
      StackName: stack.name,
      StackId: stack.id,
      ...describe(resource),
      LastUpdatedTimestamp: new Date(resource.updatedAt),
    },
  }
}

/** By the stack or by the physical id of one of its resources. */
function stackOf({stage: {world}, input}: Call): PlayedStack {
  const name = text(input, 'StackName')
  if (name) return requireStack(world, name, (id) => `Stack with id ${id} does not exist`)
  const physicalId = requiredText(input, 'PhysicalResourceId')
  const found = liveStacks(world).find(({resources}) =>
    [...resources.values()].some((resource) => resource.physicalId === physicalId),
  )
  if (!found) throw invalid(`Stack for ${physicalId} does not exist`)
  return found
}

function missing(logicalId: string, {name}: PlayedStack): Error {
  return invalid(`Resource ${logicalId} does not exist for stack ${name}`)
}

function describe(resource: {
  logicalId: string
  physicalId?: string
  type: string
  status: string
  reason?: string
}): Result {
  return {
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.reason,
    DriftInformation: {StackResourceDriftStatus: 'NOT_CHECKED'},
  }
}
