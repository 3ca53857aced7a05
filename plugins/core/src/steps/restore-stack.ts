import type {Context, Stack} from '../context.js'
import {cancelled, StackError} from '../errors.js'
import {followOperation} from './follow-operation.js'

export interface RestoreStackInput {
  readonly app: string
  readonly part: string
  readonly stack: Stack
  /** Logical ids that a rollback failed at, and that are taken as they are. */
  readonly skip: readonly string[]
}

/**
 * Takes a stack whose update failed back to its last good state, so that it can be updated again: RollbackStack from UPDATE_FAILED,
 * ContinueUpdateRollback from UPDATE_ROLLBACK_FAILED. Answers with the stack as it is then.
 */
export async function restoreStack({app, part, stack, skip}: RestoreStackInput, ctx: Context): Promise<Stack> {
  const {id, name, status} = stack
  const node = {kind: 'stack', name: part} as const
  const events =
    status === 'UPDATE_FAILED'
      ? ctx.cloudFormation.rollback(id, ctx)
      : ctx.cloudFormation.continueRollback(id, await skippable(app, stack, skip, ctx), ctx)
  await followOperation({app, node, stack: name, stackId: id}, events, ctx)

  const now = await ctx.cloudFormation.describe(id, ctx.leave)
  if (now?.status === 'UPDATE_ROLLBACK_COMPLETE') return now
  if (ctx.signal.aborted) throw cancelled(ctx.signal)
  throw await restoreFailed(app, now ?? stack, ctx)
}

/** "ContinueUpdateRollback" of the API reference: only resources that a rollback failed at can be skipped. */
async function skippable(app: string, stack: Stack, skip: readonly string[], ctx: Context): Promise<string[]> {
  if (skip.length === 0) return []
  const failed = await failedResources(stack, ctx)
  // Other parts of the app may have been meant by the others.
  const known = skip.filter((logicalId) => failed.includes(logicalId))
  if (known.length > 0) return known
  throw new StackError(
    'UNKNOWN_RESOURCE',
    `--skip-resource names ${skip.join(', ')}, but ${stack.name} failed to roll back ${failed.join(', ')}`,
    {
      details: {stack: stack.name, failed},
      suggestions: failed.map((id) => `aws-stack ${app}:deploy --skip-resource ${id}`),
    },
  )
}

async function restoreFailed(app: string, stack: Stack, ctx: Context): Promise<StackError> {
  const {name, status, statusReason = 'CloudFormation gives no reason'} = stack
  const failed = await failedResources(stack, ctx)
  const skip = failed.map((id) => `--skip-resource ${id}`).join(' ')
  return new StackError('STACK_STATE', `${name} cannot be rolled back: ${statusReason}`, {
    blame: 'aws',
    details: {stack: name, status, reason: statusReason, failed},
    suggestions: [`aws-stack ${app}:why`, ...(skip ? [`aws-stack ${app}:deploy ${skip}`] : [])],
  })
}

async function failedResources({id}: Stack, ctx: Context): Promise<string[]> {
  const resources = await ctx.cloudFormation.resources(id)
  return resources.filter(({status}) => status === 'UPDATE_FAILED').map(({logicalId}) => logicalId)
}
