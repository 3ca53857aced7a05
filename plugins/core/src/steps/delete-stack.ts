import type {Context, Stack} from '../context.js'
import {StackError} from '../errors.js'
import type {StackResourceEvent} from '../events.js'
import {assertDeletable} from '../stack-state.js'

export interface DeleteStackInput {
  readonly app: string
  readonly part: string
  readonly stack: Stack
}

/** Deletes one stack and waits until it is gone. */
export async function deleteStack({app, part, stack}: DeleteStackInput, ctx: Context): Promise<void> {
  assertDeletable(stack)
  const node = {kind: 'stack', name: part} as const
  let cause: StackResourceEvent | undefined
  for await (const resource of ctx.cloudFormation.delete(stack.id, ctx.signal)) {
    ctx.host.notify({type: 'stack.progress', node, stack: stack.name, resource})
    if (resource.status === 'DELETE_FAILED') cause ??= resource
    // A retry inside the same deletion can succeed after a failure.
    if (resource.status === 'DELETE_COMPLETE' && resource.logicalId === stack.name) cause = undefined
  }
  if (cause) throw deletionFailed(app, stack, cause)
}

function deletionFailed(
  app: string,
  stack: Stack,
  {logicalId, type, reason = 'CloudFormation gives no reason'}: StackResourceEvent,
): StackError {
  return new StackError('STACK_FAILED', `${stack.name} could not be deleted, it stopped at ${logicalId}: ${reason}`, {
    blame: 'aws',
    details: {stack: stack.name, status: 'DELETE_FAILED', resource: logicalId, resourceType: type, reason},
    suggestions: [`aws-stack ${app}:destroy`],
  })
}
