import type {Context, Stack} from '../context.js'
import {findCause} from '../diagnosis/find-cause.js'
import {plainReason} from '../diagnosis/plain-reason.js'
import {cancelled, StackError} from '../errors.js'
import type {StackResourceEvent} from '../events.js'
import {followOperation} from './follow-operation.js'
import {detailsOf} from './stack-failed.js'

export interface DeleteStackInput {
  readonly app: string
  readonly part: string
  readonly stack: Stack
  /** Logical ids of resources that are left behind, where a deletion has failed at them. */
  readonly retain?: readonly string[]
}

/** Deletes one stack and waits until it is gone. CloudFormation cannot stop a deletion: after `ctx.signal` its end is still waited for. */
export async function deleteStack({app, part, stack, retain}: DeleteStackInput, ctx: Context): Promise<void> {
  const node = {kind: 'stack', name: part} as const
  const events = ctx.cloudFormation.delete(stack.id, ctx, retain)
  const failures = await followOperation({app, node, stack: stack.name, stackId: stack.id}, events, ctx)
  // Events can be another deletion's; only a stack that is no more is deleted.
  const left = await ctx.cloudFormation.describe(stack.id, ctx.leave)
  if (!left) return
  if (ctx.signal.aborted && left.status !== 'DELETE_FAILED') throw cancelled(ctx.signal)
  throw await deletionFailed(app, left, failures, ctx)
}

async function deletionFailed(
  app: string,
  {name, status, statusReason}: Stack,
  failures: readonly StackResourceEvent[],
  ctx: Context,
): Promise<StackError> {
  const blocking = failures.filter(({logicalId, status}) => logicalId !== name && status === 'DELETE_FAILED')
  const cause = await findCause({app, stack: name, events: failures, stackReason: statusReason}, ctx)
  const reason = cause?.reason ?? 'CloudFormation gives no reason'
  const place = blocking.length > 0 && cause ? `, it stopped at ${cause.logicalId}` : ''
  const retain = [...new Set(blocking.map(({logicalId}) => `--retain-resource ${logicalId}`))].join(' ')
  return new StackError('STACK_FAILED', `${name} could not be deleted${place}: ${plainReason(reason)}`, {
    blame: 'aws',
    details: {stack: name, status, ...(place && detailsOf(cause)), reason},
    suggestions: [
      ...(cause?.suggestions ?? []),
      `aws-stack ${app}:destroy`,
      ...(retain ? [`aws-stack ${app}:destroy ${retain}`] : []),
    ],
  })
}
