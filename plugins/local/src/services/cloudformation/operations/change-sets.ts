import {ServiceError} from '../../../server/service.js'
import {flag, requiredText, text} from '../protocol/read-input.js'
import type {Result} from '../protocol/write-xml.js'
import {startCreate, startUpdate} from '../run/start.js'
import {loadAwsSpec} from '../spec/aws-spec.js'
import type {ChangeSet} from '../stack/change-set.js'
import {inBrackets, requireStack} from '../stack/find-stack.js'
import type {Stack} from '../stack/stack.js'
import {requireUpdatable} from './checks.js'
import {describeChange} from './describe-change.js'
import {describeParameters} from './describe-stacks.js'
import {findChangeSet} from './find-change-set.js'
import type {Call, Operation} from './operation.js'
import {page} from './page.js'

export const describeChangeSet: Operation = (call) => {
  const {input} = call
  const changeSet = findChangeSet(call)
  const {deployment, plan} = changeSet
  const {items, nextToken} = page(plan?.changes ?? [], text(input, 'NextToken'))
  const withValues = flag(input, 'IncludePropertyValues') ?? false
  return {
    ...summarize(changeSet),
    Parameters: describeParameters(deployment),
    NotificationARNs: deployment.notificationArns,
    RollbackConfiguration: {},
    Capabilities: deployment.capabilities,
    Tags: deployment.tags.length > 0 ? deployment.tags : undefined,
    Changes: items.map((change) => describeChange(change, withValues)),
    NextToken: nextToken,
    OnStackFailure: changeSet.onStackFailure,
  }
}

export const listChangeSets: Operation = ({world, region, input}) => {
  const stack = requireStack(world, region, requiredText(input, 'StackName'), inBrackets)
  // An executed one is found by its ARN alone.
  const open = stack.changeSets.filter(({executionStatus}) => !executionStatus.startsWith('EXECUTE_'))
  const {items, nextToken} = page(open, text(input, 'NextToken'))
  return {Summaries: items.map(summarize), NextToken: nextToken}
}

export const deleteChangeSet: Operation = (call) => {
  const changeSet = findChangeSet(call)
  const {status} = changeSet
  if (status === 'CREATE_PENDING' || status === 'CREATE_IN_PROGRESS') {
    throw new ServiceError('InvalidChangeSetStatus', `Cannot delete ChangeSet in status ${status}`)
  }
  if (changeSet.executionStatus === 'EXECUTE_IN_PROGRESS') throw refuse(changeSet, 'deleted', changeSet.executionStatus)
  const stack = stackOf(call, changeSet)
  stack.changeSets = stack.changeSets.filter((other) => other !== changeSet)
  return {}
}

export const executeChangeSet: Operation = async (call) => {
  const {world, input} = call
  const changeSet = findChangeSet(call)
  requireExecutable(changeSet)
  const stack = stackOf(call, changeSet)
  if (changeSet.kind === 'UPDATE') requireUpdatable(stack)
  const spec = await loadAwsSpec()
  requireExecutable(changeSet)

  const disableRollback = flag(input, 'DisableRollback') ?? changeSet.onStackFailure === 'DO_NOTHING'
  changeSet.executionStatus = 'EXECUTE_IN_PROGRESS'
  // "CloudFormation deletes all other change sets associated with the stack" (ExecuteChangeSet, API reference).
  stack.changeSets = stack.changeSets.filter(({executionStatus}) => executionStatus.startsWith('EXECUTE_'))
  Object.assign(stack, {
    changeSetId: changeSet.id,
    updatedAt: new Date(),
    onFailure: disableRollback ? 'DO_NOTHING' : (changeSet.onStackFailure ?? 'ROLLBACK'),
  })
  const start = {world, spec, stack, token: text(input, 'ClientRequestToken')}
  if (changeSet.kind === 'CREATE') startCreate(start, changeSet.deployment)
  else startUpdate(start, changeSet.deployment, {disableRollback})
  void stack.operation?.done.then(() => settle(changeSet, stack))
  return {}
}

function requireExecutable(changeSet: ChangeSet): void {
  if (changeSet.status !== 'CREATE_COMPLETE') throw refuse(changeSet, 'executed', changeSet.status)
  if (changeSet.executionStatus !== 'AVAILABLE') {
    throw new ServiceError(
      'InvalidChangeSetStatus',
      `ChangeSet [${changeSet.id}] cannot be executed in its current execution status of [${changeSet.executionStatus}]`,
    )
  }
}

function refuse({id}: ChangeSet, verb: string, status: string): ServiceError {
  return new ServiceError(
    'InvalidChangeSetStatus',
    `ChangeSet [${id}] cannot be ${verb} in its current status of [${status}]`,
  )
}

function settle(changeSet: ChangeSet, {status}: Stack): void {
  changeSet.executionStatus =
    status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE' ? 'EXECUTE_COMPLETE' : 'EXECUTE_FAILED'
}

function stackOf({world, region}: Call, {stackId}: ChangeSet): Stack {
  return requireStack(world, region, stackId, inBrackets)
}

function summarize(changeSet: ChangeSet): Result {
  return {
    ChangeSetName: changeSet.name,
    ChangeSetId: changeSet.id,
    StackId: changeSet.stackId,
    StackName: changeSet.stackName,
    Description: changeSet.description,
    CreationTime: changeSet.createdAt,
    ExecutionStatus: changeSet.executionStatus,
    Status: changeSet.status,
    StatusReason: changeSet.statusReason,
    IncludeNestedStacks: false,
  }
}
