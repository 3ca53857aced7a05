import {ServiceError} from '../../../server/service.js'
import {invalid} from '../invalid.js'
import {importLater} from '../language/stack-scope.js'
import {planChanges} from '../plan/plan-changes.js'
import {flag, type Input, requiredText, text, texts} from '../protocol/read-input.js'
import {startContinuedRollback, startCreate, startDelete, startUpdate} from '../run/start.js'
import {loadAwsSpec} from '../spec/aws-spec.js'
import {findStack, inBrackets, requireStack} from '../stack/find-stack.js'
import {newStack} from '../stack/new-stack.js'
import type {OnFailure} from '../stack/stack.js'
import {newStackName, requireUpdatable} from './checks.js'
import type {Call, Operation} from './operation.js'
import {readDeployment} from './read-deployment.js'

export const createStack: Operation = async (call) => {
  const {world, region, input} = call
  const name = newStackName(input)
  const onFailure = requestedOnFailure(input)
  const spec = await loadAwsSpec()
  const known = findStack(world, region, name)
  if (known && known.status !== 'REVIEW_IN_PROGRESS') {
    throw new ServiceError('AlreadyExistsException', `Stack [${name}] already exists`)
  }

  const stack = known ?? newStack({...call, name})
  const deployment = await readDeployment(call, spec, stack, {direct: true})
  planChanges(world, spec, stack, deployment, importLater(world, region))
  refuseTwin(call, name, stack)
  const timeoutInMinutes = Number(text(input, 'TimeoutInMinutes'))
  const policy = text(input, 'StackPolicyBody')
  Object.assign(stack, {
    onFailure,
    terminationProtection: flag(input, 'EnableTerminationProtection') ?? false,
    ...(timeoutInMinutes > 0 && {timeoutInMinutes}),
    ...(policy && {policy}),
  })
  if (!known) world.stacks.push(stack)
  startCreate({world, spec, stack, token: text(input, 'ClientRequestToken')}, deployment)
  return {StackId: stack.id}
}

/** Reading a deployment takes its time: somebody else may have been faster. */
function refuseTwin({world, region}: Call, name: string, own: object): void {
  const other = findStack(world, region, name)
  if (other && (other !== own || other.status !== 'REVIEW_IN_PROGRESS')) {
    throw new ServiceError('AlreadyExistsException', `Stack [${name}] already exists`)
  }
}

function requestedOnFailure(input: Input): OnFailure {
  const onFailure = text(input, 'OnFailure')
  const disableRollback = flag(input, 'DisableRollback')
  if (onFailure !== undefined && disableRollback !== undefined) {
    throw invalid('You may not specify both OnFailure and DisableRollback')
  }
  return (onFailure as OnFailure | undefined) ?? (disableRollback ? 'DO_NOTHING' : 'ROLLBACK')
}

export const updateStack: Operation = async (call) => {
  const {world, region, input} = call
  const stack = requireStack(world, region, requiredText(input, 'StackName'), inBrackets)
  requireUpdatable(stack)
  const spec = await loadAwsSpec()
  const deployment = await readDeployment(call, spec, stack, {direct: true})
  const plan = planChanges(world, spec, stack, deployment, importLater(world, region))
  if (!plan.changed && !stack.status.endsWith('_FAILED')) throw invalid('No updates are to be performed.')
  requireUpdatable(stack)
  const disableRollback = flag(input, 'DisableRollback') ?? false
  startUpdate({world, spec, stack, token: text(input, 'ClientRequestToken')}, deployment, {disableRollback})
  return {StackId: stack.id}
}

/** In all other states that end in `_IN_PROGRESS`, something has to end first. */
const DELETABLE_IN_PROGRESS = new Set(['CREATE_IN_PROGRESS', 'REVIEW_IN_PROGRESS'])

export const deleteStack: Operation = async ({world, region, input}) => {
  const stack = findStack(world, region, requiredText(input, 'StackName'))
  if (!stack || stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS') return undefined
  if (stack.terminationProtection) {
    throw invalid(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`)
  }
  if (stack.status.endsWith('_IN_PROGRESS') && !DELETABLE_IN_PROGRESS.has(stack.status)) {
    throw invalid(`Stack [${stack.name}] cannot be deleted while in status ${stack.status}`)
  }
  const retain = new Set(texts(input, 'RetainResources'))
  if (retain.size > 0 && stack.status !== 'DELETE_FAILED') {
    throw invalid(
      `Invalid operation on stack [${stack.id}]. When you delete a stack, specify which resources to retain only when the stack is in the DELETE_FAILED state.`,
    )
  }
  const force = text(input, 'DeletionMode') === 'FORCE_DELETE_STACK' && stack.status === 'DELETE_FAILED'
  const spec = await loadAwsSpec()
  startDelete({world, spec, stack, token: text(input, 'ClientRequestToken')}, {retain, force})
  return undefined
}

export const cancelUpdateStack: Operation = ({world, region, input}) => {
  const stack = requireStack(world, region, requiredText(input, 'StackName'), inBrackets)
  if (stack.status !== 'UPDATE_IN_PROGRESS')
    throw invalid('CancelUpdateStack cannot be called from current stack status')
  stack.operation?.controller.abort('cancelled')
  return undefined
}

export const continueUpdateRollback: Operation = async ({world, region, input}) => {
  const stack = requireStack(world, region, requiredText(input, 'StackName'), inBrackets)
  if (stack.status !== 'UPDATE_ROLLBACK_FAILED') {
    throw invalid(`Stack:${stack.id} is in ${stack.status} state and can not continue update rollback.`)
  }
  const spec = await loadAwsSpec()
  const token = text(input, 'ClientRequestToken')
  startContinuedRollback({world, spec, stack, token}, new Set(texts(input, 'ResourcesToSkip')))
  return {}
}

export const updateTerminationProtection: Operation = ({world, region, input}) => {
  const stack = requireStack(world, region, requiredText(input, 'StackName'), inBrackets)
  requiredText(input, 'EnableTerminationProtection')
  stack.terminationProtection = flag(input, 'EnableTerminationProtection') ?? false
  return {StackId: stack.id}
}

export const setStackPolicy: Operation = ({world, region, input}) => {
  const stack = requireStack(world, region, requiredText(input, 'StackName'), inBrackets)
  const policy = requiredText(input, 'StackPolicyBody')
  try {
    JSON.parse(policy)
  } catch {
    throw invalid('Error validating stack policy: Invalid stack policy')
  }
  stack.policy = policy
  return undefined
}

export const getStackPolicy: Operation = ({world, region, input}) => {
  const stack = requireStack(world, region, requiredText(input, 'StackName'), inBrackets)
  return {StackPolicyBody: stack.policy}
}
