import {randomUUID} from 'node:crypto'
import {setTimeout as sleep} from 'node:timers/promises'

import {ServiceError} from '../../../server/service.js'
import {invalid} from '../invalid.js'
import {importFrom} from '../language/stack-scope.js'
import {planChanges} from '../plan/plan-changes.js'
import {type Input, text} from '../protocol/read-input.js'
import {type AwsSpec, loadAwsSpec} from '../spec/aws-spec.js'
import {type ChangeSet, isPending} from '../stack/change-set.js'
import {stackEvent} from '../stack/events.js'
import {findStack, inBrackets} from '../stack/find-stack.js'
import {newStack} from '../stack/new-stack.js'
import type {OnFailure, Stack} from '../stack/stack.js'
import {newChangeSetName, newStackName, requireUpdatable} from './checks.js'
import type {Call, Operation} from './operation.js'
import {readDeployment} from './read-deployment.js'

const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set."

export const createChangeSet: Operation = async (call) => {
  const {region, accountId, input} = call
  const name = newChangeSetName(input)
  const kind = requestedKind(input)
  const spec = await loadAwsSpec()
  const known = requestedStack(call, kind, name)
  const deployment = await readDeployment(call, spec, known ?? newStack({...call, name: newStackName(input)}), {
    direct: false,
  })

  // Asked again: reading a deployment takes its time, and another change set may have made the stack meanwhile.
  const stack = requestedStack(call, kind, name) ?? makeForReview(call)
  if (stack.changeSets.some((other) => other.name === name && isPending(other))) {
    throw new ServiceError('AlreadyExistsException', `ChangeSet [${name}] already exists`)
  }
  const description = text(input, 'Description')
  const onStackFailure = text(input, 'OnStackFailure') as OnFailure | undefined
  const changeSet: ChangeSet = {
    id: `arn:aws:cloudformation:${region}:${accountId}:changeSet/${name}/${randomUUID()}`,
    name,
    stackId: stack.id,
    stackName: stack.name,
    kind,
    createdAt: new Date(),
    ...(description !== undefined && {description}),
    ...(onStackFailure && {onStackFailure}),
    deployment,
    status: 'CREATE_PENDING',
    executionStatus: 'UNAVAILABLE',
  }
  stack.changeSets.push(changeSet)
  void prepare(call, spec, stack, changeSet)
  return {Id: changeSet.id, StackId: stack.id}
}

function requestedKind(input: Input): ChangeSet['kind'] {
  const kind = text(input, 'ChangeSetType') ?? 'UPDATE'
  if (input['ResourcesToImport'] !== undefined || (kind !== 'CREATE' && kind !== 'UPDATE')) {
    throw invalid(`The local AWS makes no change sets of the type ${kind === 'UPDATE' ? 'IMPORT' : kind}`)
  }
  if (input['DeploymentMode'] !== undefined)
    throw invalid('The local AWS does not know drift: DeploymentMode is not supported')
  return kind
}

/** `undefined`: the change set is to make it. */
function requestedStack({world, region, input}: Call, kind: ChangeSet['kind'], changeSet: string): Stack | undefined {
  const name = newStackName(input)
  const stack = findStack(world, region, name)
  if (kind === 'UPDATE') {
    if (!stack) throw invalid(inBrackets(name))
    requireUpdatable(stack)
    return stack
  }
  if (stack ? stack.status !== 'REVIEW_IN_PROGRESS' : name.startsWith('arn:')) {
    throw invalid(`Stack [${name}] already exists and cannot be created again with the changeSet [${changeSet}].`)
  }
  return stack
}

function makeForReview(call: Call): Stack {
  const stack = newStack({...call, name: newStackName(call.input)})
  call.world.stacks.push(stack)
  stackEvent(stack, 'REVIEW_IN_PROGRESS', {reason: 'User Initiated', token: text(call.input, 'ClientToken')})
  return stack
}

async function prepare({world, region}: Call, spec: AwsSpec, stack: Stack, changeSet: ChangeSet): Promise<void> {
  await sleep(world.resourceMs / 2)
  changeSet.status = 'CREATE_IN_PROGRESS'
  await sleep(world.resourceMs / 2)
  try {
    const plan = planChanges(world, spec, stack, changeSet.deployment, importFrom(world, region))
    if (changeSet.kind === 'UPDATE' && !plan.changed) throw invalid(NO_CHANGES)
    Object.assign(changeSet, {plan, status: 'CREATE_COMPLETE', executionStatus: 'AVAILABLE'})
  } catch (error) {
    Object.assign(changeSet, {status: 'FAILED', statusReason: error instanceof Error ? error.message : String(error)})
  }
}
