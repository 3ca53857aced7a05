import type {Stack, Tag} from './context.js'
import {busy, StackError} from './errors.js'

/** What a deploy does with a stack in the state it is in. `recreate`: a failed creation's leftover is deleted first. */
export type StackAction = 'create' | 'update' | 'recreate'

/**
 * A name alone does not say whose a stack is. Throws `STACK_NOT_OURS` where the tags are not those that we give: an update would
 * remove all that somebody else has made in it. A stack of change sets alone has nothing to lose.
 */
export function assertOurs({name, status, tags}: Stack, ours: readonly Tag[]): void {
  const missing = ours.filter(({key, value}) => !tags.some((tag) => tag.key === key && tag.value === value))
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

/** Throws `BUSY` while another operation runs, `STACK_STATE` for a state that has to be mended by hand. */
export function actionFor(stack: Stack | undefined): StackAction {
  // A REVIEW_IN_PROGRESS stack has no resources, only change sets: creating goes on where it was left.
  if (stack === undefined || stack.status === 'REVIEW_IN_PROGRESS') return 'create'
  if (stack.status === 'ROLLBACK_COMPLETE') return 'recreate'
  if (stack.status.endsWith('_IN_PROGRESS')) throw busy(stack)
  if (stack.status.endsWith('_COMPLETE')) return 'update'
  throw stackState(stack)
}

/** Throws `STACK_NOT_OURS` and `BUSY`. Every state at rest can be deleted. */
export function assertDeletable(stack: Stack, ours: readonly Tag[]): void {
  assertOurs(stack, ours)
  if (stack.status.endsWith('_IN_PROGRESS') && stack.status !== 'REVIEW_IN_PROGRESS') throw busy(stack)
  if (stack.terminationProtection) {
    throw new StackError('STACK_STATE', `${stack.name} is protected against deletion; nothing was deleted`, {
      details: {stack: stack.name, status: stack.status},
      suggestions: [
        `aws cloudformation update-termination-protection --no-enable-termination-protection ${named(stack)}`,
      ],
    })
  }
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
