import type {Context, Stack} from '../context.js'
import {StackError} from '../errors.js'
import type {StackResourceEvent} from '../events.js'

export interface DeleteStackInput {
  readonly app: string
  readonly part: string
  readonly stack: Stack
}

/** Deletes one stack and waits until it is gone. */
export async function deleteStack({app, part, stack}: DeleteStackInput, ctx: Context): Promise<void> {
  const node = {kind: 'stack', name: part} as const
  const failures: StackResourceEvent[] = []
  for await (const resource of ctx.cloudFormation.delete(stack.id, ctx.signal)) {
    ctx.host.notify({type: 'stack.progress', node, stack: stack.name, resource})
    if (resource.status === 'DELETE_FAILED') failures.push(resource)
  }
  // Events can be another deletion's; only a stack that is no more is deleted.
  const left = await ctx.cloudFormation.describe(stack.id)
  if (left) throw deletionFailed(app, left, failures)
}

function deletionFailed(
  app: string,
  {name, status, statusReason}: Stack,
  failures: readonly StackResourceEvent[],
): StackError {
  const cause = failures.find(({logicalId}) => logicalId !== name)
  const reason = cause?.reason ?? statusReason ?? 'CloudFormation gives no reason'
  const place = cause ? `, it stopped at ${cause.logicalId}` : ''
  return new StackError('STACK_FAILED', `${name} could not be deleted${place}: ${reason}`, {
    blame: 'aws',
    details: {stack: name, status, ...(cause && {resource: cause.logicalId, resourceType: cause.type}), reason},
    suggestions: [`aws-stack ${app}:destroy`],
  })
}
