import {ServiceError} from '../../../server/service.js'
import {invalid} from '../../../services/cloudformation/invalid.js'
import {flag, requiredText, text, texts} from '../../../services/cloudformation/protocol/read-input.js'
import {cancelPlay, createPlay, deletePlay, rollbackPlay, updatePlay} from '../default-plays.js'
import {findStack, requireStack} from '../find-stack.js'
import type {Call, Operation} from './call.js'
import {addStack, becomeAsked, readRequest, requireUpdatable} from './stack-request.js'

export const createStack: Operation = ({stage, input}) => {
  const name = requiredText(input, 'StackName')
  if (findStack(stage.world, name)) throw new ServiceError('AlreadyExistsException', `Stack [${name}] already exists`)
  const stack = addStack(stage.world, name)
  const asked = readRequest(input, stack)
  becomeAsked(stack, asked)
  Object.assign(stack, {asked, terminationProtection: flag(input, 'EnableTerminationProtection') ?? false})
  const {id} = stage.perform({
    ...signal(input, 'CreateStack', name),
    type: 'CREATE_STACK',
    otherwise: createPlay,
  })
  return {StackId: stack.id, OperationId: id}
}

export const updateStack: Operation = ({stage, input}) => {
  const stack = requireStack(stage.world, requiredText(input, 'StackName'))
  requireUpdatable(stack)
  stack.asked = readRequest(input, stack)
  const {id} = stage.perform({
    ...signal(input, 'UpdateStack', stack.name),
    type: 'UPDATE_STACK',
    otherwise: updatePlay,
  })
  return {StackId: stack.id, OperationId: id}
}

/** In all other states that end in `_IN_PROGRESS`, something has to end first. */
const DELETABLE_IN_PROGRESS = new Set(['CREATE_IN_PROGRESS', 'REVIEW_IN_PROGRESS'])

export const deleteStack: Operation = ({stage, input}) => {
  const stack = findStack(stage.world, requiredText(input, 'StackName'))
  if (!stack || stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS') return undefined
  if (stack.terminationProtection) {
    throw invalid(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`)
  }
  if (stack.status.endsWith('_IN_PROGRESS') && !DELETABLE_IN_PROGRESS.has(stack.status)) {
    throw invalid(`Stack [${stack.name}] cannot be deleted while in status ${stack.status}`)
  }
  const resources = texts(input, 'RetainResources') ?? []
  if (resources.length > 0 && stack.status !== 'DELETE_FAILED') {
    throw invalid(
      `Invalid operation on stack [${stack.id}]. When you delete a stack, specify which resources to retain only when the stack is in the DELETE_FAILED state.`,
    )
  }
  stage.perform({
    ...signal(input, 'DeleteStack', stack.name),
    resources,
    type: 'DELETE_STACK',
    otherwise: deletePlay(stack, resources),
  })
  return undefined
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html */
export const cancelUpdateStack: Operation = ({stage, input}) => {
  const stack = requireStack(stage.world, requiredText(input, 'StackName'))
  if (stack.status !== 'UPDATE_IN_PROGRESS') {
    throw invalid('CancelUpdateStack cannot be called from current stack status')
  }
  stage.perform({...signal(input, 'CancelUpdateStack', stack.name), type: 'ROLLBACK', otherwise: cancelPlay})
  return undefined
}

export const continueUpdateRollback: Operation = ({stage, input}) => {
  const stack = requireStack(stage.world, requiredText(input, 'StackName'))
  if (stack.status !== 'UPDATE_ROLLBACK_FAILED') {
    throw invalid(`Stack:${stack.id} is in ${stack.status} state and can not continue update rollback.`)
  }
  const resources = texts(input, 'ResourcesToSkip') ?? []
  const strange = resources.filter((id) => stack.resources.get(id)?.status !== 'UPDATE_FAILED')
  if (strange.length > 0) {
    throw invalid(`Resources [${strange.join(', ')}] are not in UPDATE_FAILED state and can not be skipped`)
  }
  stage.perform({
    ...signal(input, 'ContinueUpdateRollback', stack.name),
    resources,
    type: 'CONTINUE_ROLLBACK',
    otherwise: rollbackPlay('UPDATE_ROLLBACK', 'User Initiated'),
  })
  return {}
}

/**
 * From the states that are left with the preservation of what failed. AWS's words for other states are not documented.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html
 */
export const rollbackStack: Operation = ({stage, input}) => {
  const stack = requireStack(stage.world, requiredText(input, 'StackName'))
  if (stack.status !== 'CREATE_FAILED' && stack.status !== 'UPDATE_FAILED') {
    throw invalid(`Stack:${stack.id} is in ${stack.status} state and can not be rolled back.`)
  }
  const prefix = stack.status === 'CREATE_FAILED' ? 'ROLLBACK' : 'UPDATE_ROLLBACK'
  const {id} = stage.perform({
    ...signal(input, 'RollbackStack', stack.name),
    type: 'ROLLBACK',
    otherwise: rollbackPlay(prefix, 'User Initiated'),
  })
  return {StackId: stack.id, OperationId: id}
}

export const updateTerminationProtection: Operation = ({stage: {world}, input}) => {
  const stack = requireStack(world, requiredText(input, 'StackName'))
  requiredText(input, 'EnableTerminationProtection')
  stack.terminationProtection = flag(input, 'EnableTerminationProtection') ?? false
  return {StackId: stack.id}
}

function signal(input: Call['input'], operation: string, stack: string) {
  return {operation, stack, token: text(input, 'ClientRequestToken')}
}
