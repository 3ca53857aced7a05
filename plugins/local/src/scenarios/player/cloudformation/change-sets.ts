import {randomUUID} from 'node:crypto'

import {ServiceError} from '../../../server/service.js'
import {invalid} from '../../../services/cloudformation/invalid.js'
import {page} from '../../../services/cloudformation/operations/page.js'
import {requiredText, text} from '../../../services/cloudformation/protocol/read-input.js'
import type {Result} from '../../../services/cloudformation/protocol/write-xml.js'
import {changeSetPlay, createPlay, updatePlay} from '../default-plays.js'
import {findStack, requireStack} from '../find-stack.js'
import {STACK_TYPE} from '../stack-from-scene.js'
import type {PlayedChangeSet, PlayedStack} from '../world.js'
import type {Call, Operation} from './call.js'
import {parameterList} from './describe-stacks.js'
import {type FoundChangeSet, findChangeSet} from './find-change-set.js'
import {addStack, becomeAsked, readRequest, requireUpdatable} from './stack-request.js'

export const createChangeSet: Operation = (call) => {
  const {stage, input} = call
  const {world} = stage
  const name = requiredText(input, 'ChangeSetName')
  const kind = (text(input, 'ChangeSetType') ?? 'UPDATE') as PlayedChangeSet['kind']
  const stack = kind === 'CREATE' ? stackForReview(call, name) : requireStack(world, requiredText(input, 'StackName'))
  if (kind === 'UPDATE') requireUpdatable(stack)
  if (stack.changeSets.some((other) => other.name === name && !other.executionStatus.startsWith('EXECUTE_'))) {
    throw new ServiceError('AlreadyExistsException', `ChangeSet [${name}] already exists`)
  }

  const operation = {id: randomUUID(), type: 'CREATE_CHANGESET'}
  const changeSet: PlayedChangeSet = {
    id: `arn:aws:cloudformation:${world.region}:${world.accountId}:changeSet/${name}/${randomUUID()}`,
    name,
    kind,
    createdAt: world.clock.now(),
    request: readRequest(input, stack),
    operation,
    description: text(input, 'Description'),
    status: 'CREATE_PENDING',
    executionStatus: 'UNAVAILABLE',
    changes: [],
  }
  stack.changeSets.push(changeSet)
  stage.perform({
    operation: 'CreateChangeSet',
    stack: stack.name,
    changeSet: changeSet.id,
    token: text(input, 'ClientToken'),
    as: operation,
    otherwise: changeSetPlay(stage.preview({operation: 'ExecuteChangeSet', stack: stack.name})),
  })
  return {Id: changeSet.id, StackId: stack.id}
}

function stackForReview({stage: {world}, input}: Call, changeSet: string): PlayedStack {
  const name = requiredText(input, 'StackName')
  const known = findStack(world, name)
  if (!known) {
    const stack = addStack(world, name)
    const own = {logicalId: stack.name, physicalId: stack.id, type: STACK_TYPE}
    const operation = {id: randomUUID(), type: 'CREATE_CHANGESET'}
    const at = stack.createdAt
    const token = text(input, 'ClientToken')
    stack.reason = 'User Initiated'
    stack.events.push({
      id: randomUUID(),
      at,
      visibleAt: at,
      operation,
      token,
      ...own,
      status: stack.status,
      reason: stack.reason,
    })
    return stack
  }
  if (known.status === 'REVIEW_IN_PROGRESS') return known
  throw invalid(`Stack [${name}] already exists and cannot be created again with the changeSet [${changeSet}].`)
}

export const describeChangeSet: Operation = ({stage: {world}, input}) => {
  const found = findChangeSet(world, input)
  const {request, changes} = found.changeSet
  const {items, nextToken} = page(changes, text(input, 'NextToken'))
  return {
    ...summarize(found),
    Parameters: parameterList(request.parameters),
    NotificationARNs: [],
    RollbackConfiguration: {},
    Capabilities: [],
    Tags: Object.entries(request.tags).map(([Key, Value]) => ({Key, Value})),
    Changes: items.map((change) => ({
      Type: 'Resource',
      ResourceChange: {
        Action: change.action,
        LogicalResourceId: change.logicalId,
        PhysicalResourceId: change.physicalId,
        ResourceType: change.type,
        Replacement: change.replacement ?? (change.action === 'Modify' ? 'False' : undefined),
        Scope: change.scope ?? [],
        Details: [],
      },
    })),
    NextToken: nextToken,
  }
}

export const listChangeSets: Operation = ({stage: {world}, input}) => {
  const stack = requireStack(world, requiredText(input, 'StackName'))
  const open = stack.changeSets.filter(({executionStatus}) => !executionStatus.startsWith('EXECUTE_'))
  const {items, nextToken} = page(open, text(input, 'NextToken'))
  return {Summaries: items.map((changeSet) => summarize({stack, changeSet})), NextToken: nextToken}
}

export const deleteChangeSet: Operation = ({stage: {world}, input}) => {
  const {stack, changeSet} = findChangeSet(world, input)
  const {status, executionStatus} = changeSet
  if (status === 'CREATE_PENDING' || status === 'CREATE_IN_PROGRESS') {
    throw new ServiceError('InvalidChangeSetStatus', `Cannot delete ChangeSet in status ${status}`)
  }
  if (executionStatus === 'EXECUTE_IN_PROGRESS') throw refuse(changeSet, 'deleted', executionStatus)
  stack.changeSets = stack.changeSets.filter((other) => other !== changeSet)
  return {}
}

export const executeChangeSet: Operation = ({stage, input}) => {
  const {stack, changeSet} = findChangeSet(stage.world, input)
  if (changeSet.status !== 'CREATE_COMPLETE') throw refuse(changeSet, 'executed', changeSet.status)
  if (changeSet.executionStatus !== 'AVAILABLE') {
    throw new ServiceError(
      'InvalidChangeSetStatus',
      `ChangeSet [${changeSet.id}] cannot be executed in its current execution status of [${changeSet.executionStatus}]`,
    )
  }
  if (changeSet.kind === 'UPDATE') requireUpdatable(stack)

  for (const other of stack.changeSets) if (other.executionStatus === 'AVAILABLE') other.executionStatus = 'OBSOLETE'
  changeSet.executionStatus = 'EXECUTE_IN_PROGRESS'
  Object.assign(stack, {changeSetId: changeSet.id, asked: changeSet.request})
  const isNew = changeSet.kind === 'CREATE'
  if (isNew) becomeAsked(stack, changeSet.request)
  stage.perform({
    operation: 'ExecuteChangeSet',
    type: isNew ? 'CREATE_STACK' : 'UPDATE_STACK',
    stack: stack.name,
    token: text(input, 'ClientRequestToken'),
    otherwise: isNew ? createPlay : updatePlay,
  })
  return {}
}

function refuse({id}: PlayedChangeSet, verb: string, status: string): ServiceError {
  return new ServiceError(
    'InvalidChangeSetStatus',
    `ChangeSet [${id}] cannot be ${verb} in its current status of [${status}]`,
  )
}

function summarize({stack, changeSet}: FoundChangeSet): Result {
  return {
    ChangeSetName: changeSet.name,
    ChangeSetId: changeSet.id,
    StackId: stack.id,
    StackName: stack.name,
    Description: changeSet.description,
    CreationTime: new Date(changeSet.createdAt),
    ExecutionStatus: changeSet.executionStatus,
    Status: changeSet.status,
    StatusReason: changeSet.reason,
    IncludeNestedStacks: false,
  }
}
