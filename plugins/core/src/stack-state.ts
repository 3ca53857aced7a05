import type {Stack, Tag} from './context.js'
import {busy, StackError} from './errors.js'

/**
 * What a deploy does with a stack in the state it is in. `recreate`: what a failed creation or deletion left is deleted first;
 * `restore`: a failed update is rolled back first, then updated.
 */
export type StackAction = 'create' | 'update' | 'recreate' | 'restore'

/** StackStatus of the CloudFormation API reference: every state at rest; all others end in `_IN_PROGRESS`. */
const ACTIONS: Readonly<Record<string, StackAction>> = {
  // No resources, only change sets: creating goes on where it was left.
  REVIEW_IN_PROGRESS: 'create',
  DELETE_COMPLETE: 'create',
  CREATE_COMPLETE: 'update',
  UPDATE_COMPLETE: 'update',
  UPDATE_ROLLBACK_COMPLETE: 'update',
  IMPORT_COMPLETE: 'update',
  IMPORT_ROLLBACK_COMPLETE: 'update',
  CREATE_FAILED: 'recreate',
  ROLLBACK_COMPLETE: 'recreate',
  ROLLBACK_FAILED: 'recreate',
  DELETE_FAILED: 'recreate',
  UPDATE_FAILED: 'restore',
  UPDATE_ROLLBACK_FAILED: 'restore',
}

/** The stack begins anew. */
export function isCreating(action: StackAction): boolean {
  return action === 'create' || action === 'recreate'
}

/** Another operation runs. A stack of change sets alone waits for nobody. */
export function isBusy({status}: Pick<Stack, 'status'>): boolean {
  return status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS'
}

/** Throws `BUSY` while another operation runs, `STACK_STATE` for a state that has to be mended by hand. */
export function actionFor(stack: Stack | undefined): StackAction {
  if (stack === undefined) return 'create'
  if (isBusy(stack)) throw busy(stack)
  const action = ACTIONS[stack.status]
  if (!action) throw stackState(stack)
  if (action === 'recreate') assertUnprotected(stack)
  return action
}

/**
 * A name alone does not say whose a stack is. Throws `STACK_NOT_OURS` where the tags are not those that we give: an update would
 * remove all that somebody else has made in it. A stack of change sets alone has nothing to lose.
 */
export function assertOurs(stack: Stack, ours: readonly Tag[]): void {
  const {name, status, rootId} = stack
  const missing = missingTags(stack, ours)
  if (rootId) {
    throw new StackError('STACK_NOT_OURS', `${name} is nested in ${rootId.split('/')[1]}, which alone may change it`, {
      details: {stack: name, root: rootId},
    })
  }
  if (status === 'REVIEW_IN_PROGRESS' || missing.length === 0) return
  const list = missing.map(({key, value}) => `${key}=${value}`).join(', ')
  throw new StackError(
    'STACK_NOT_OURS',
    `${name} was made by something else: it lacks the tags ${list}; choose another --stage`,
    {
      details: {stack: name, missing},
    },
  )
}

/** It has all that we give, and it is nobody else's part. */
export function isOurs(stack: Stack, ours: readonly Tag[]): boolean {
  return stack.rootId === undefined && missingTags(stack, ours).length === 0
}

function missingTags({tags}: Stack, ours: readonly Tag[]): Tag[] {
  return ours.filter(({key, value}) => !tags.some((tag) => tag.key === key && tag.value === value))
}

/** Throws `STACK_NOT_OURS`, and `STACK_STATE` for a protected stack. Every other state at rest can be deleted. */
export function assertDeletable(stack: Stack, ours: readonly Tag[]): void {
  assertOurs(stack, ours)
  assertUnprotected(stack)
}

function assertUnprotected(stack: Stack): void {
  if (!stack.terminationProtection) return
  throw new StackError('STACK_STATE', `${stack.name} is protected against deletion; nothing was deleted`, {
    details: {stack: stack.name, status: stack.status},
    suggestions: [
      `aws cloudformation update-termination-protection --no-enable-termination-protection ${named(stack)}`,
    ],
  })
}

function stackState(stack: Stack): StackError {
  const {name, status, statusReason} = stack
  const reason = statusReason ? `: ${statusReason}` : ''
  return new StackError('STACK_STATE', `${name} is ${status} and cannot be updated${reason}`, {
    blame: 'aws',
    details: {stack: name, status, reason: statusReason},
    suggestions: [`aws cloudformation describe-stack-events ${named(stack)}`],
  })
}

/** For the `aws` CLI, whose region may be another. */
function named({name, id}: Stack): string {
  return `--stack-name ${name} --region ${id.split(':')[3]}`
}
