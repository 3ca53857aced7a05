import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {NodeRef, StackResourceEvent} from '../events.js'
import {cancelWhenAsked} from './cancel-stack.js'

export interface OperationInput {
  readonly app: string
  readonly node: NodeRef
  /** Name. */
  readonly stack: string
  readonly stackId: string
}

/**
 * Tells what happens in one operation of a stack until it is at rest, and answers with every failure on the way, oldest first.
 * When `ctx.signal` aborts, the operation is cancelled and its end is waited for; `ctx.leave` ends that too.
 */
export async function followOperation(
  {app, node, stack, stackId}: OperationInput,
  events: AsyncIterable<StackResourceEvent>,
  ctx: Context,
): Promise<StackResourceEvent[]> {
  const failures: StackResourceEvent[] = []
  const tell = (resource: StackResourceEvent) => {
    ctx.host.notify({type: 'stack.progress', node, stack, resource})
    if (resource.status.endsWith('_FAILED')) failures.push(resource)
  }

  const cancelling = cancelWhenAsked({node, stackId}, ctx)
  try {
    for await (const event of events) tell(event)
    // The cancelled operation may have ended before the one that undoes it began.
    if (await cancelling.end()) {
      for await (const event of ctx.cloudFormation.follow(stackId, {history: false}, ctx.leave)) tell(event)
    }
    return failures
  } catch (error) {
    await cancelling.end()
    throw goesOn(error, app, stack)
  }
}

/** What ends our watching does not end what is watched. */
export function goesOn(error: unknown, app: string, stack: string): unknown {
  if (!StackError.is(error) || !LOST_SIGHT.includes(error.code)) return error
  return new StackError(error.code, `${error.message}; ${stack} goes on at AWS`, {
    blame: error.blame,
    suggestions: [...new Set([...error.suggestions, `aws-stack ${app}:attach`])],
    details: {...error.details, goesOn: [stack]},
    cause: error,
  })
}

const LOST_SIGHT = [
  'ACCESS_DENIED',
  'AWS_FAILED',
  'AWS_THROTTLED',
  'AWS_UNREACHABLE',
  'CREDENTIALS_EXPIRED',
  'CREDENTIALS_INVALID',
  'CREDENTIALS_MISSING',
  'ENDPOINT_NOT_AWS',
]
