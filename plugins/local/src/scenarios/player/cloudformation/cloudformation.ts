import {ServiceError, type ServiceRequest, type ServiceResponse} from '../../../server/service.js'
import {readInput, requiredText} from '../../../services/cloudformation/protocol/read-input.js'
import {writeError, writeResult} from '../../../services/cloudformation/protocol/write-xml.js'
import type {Stage} from '../stage.js'
import type {Operation} from './call.js'
import {createChangeSet, deleteChangeSet, describeChangeSet, executeChangeSet, listChangeSets} from './change-sets.js'
import {describeEvents, describeStackEvents} from './describe-events.js'
import {describeStackResource, describeStackResources, listStackResources} from './describe-resources.js'
import {describeStacks, getTemplate, listStacks} from './describe-stacks.js'
import {
  cancelUpdateStack,
  continueUpdateRollback,
  createStack,
  deleteStack,
  rollbackStack,
  updateStack,
  updateTerminationProtection,
} from './stack-operations.js'

const OPERATIONS: Readonly<Record<string, Operation>> = {
  CancelUpdateStack: cancelUpdateStack,
  ContinueUpdateRollback: continueUpdateRollback,
  CreateChangeSet: createChangeSet,
  CreateStack: createStack,
  DeleteChangeSet: deleteChangeSet,
  DeleteStack: deleteStack,
  DescribeChangeSet: describeChangeSet,
  DescribeEvents: describeEvents,
  DescribeStackEvents: describeStackEvents,
  DescribeStackResource: describeStackResource,
  DescribeStackResources: describeStackResources,
  DescribeStacks: describeStacks,
  ExecuteChangeSet: executeChangeSet,
  GetTemplate: getTemplate,
  ListChangeSets: listChangeSets,
  ListStackResources: listStackResources,
  ListStacks: listStacks,
  RollbackStack: rollbackStack,
  UpdateStack: updateStack,
  UpdateTerminationProtection: updateTerminationProtection,
}

/** CloudFormation as the scenario tells it. */
export function answerCloudFormation(stage: Stage, request: ServiceRequest): ServiceResponse {
  try {
    const input = readInput(request)
    const action = requiredText(input, 'Action')
    const operation = Object.hasOwn(OPERATIONS, action) ? OPERATIONS[action] : undefined
    if (!operation) {
      throw new ServiceError('InvalidAction', `A scenario does not play the CloudFormation operation ${action}`)
    }
    return writeResult(action, operation({stage, input}))
  } catch (error) {
    if (error instanceof ServiceError) return writeError(error)
    throw error
  }
}
