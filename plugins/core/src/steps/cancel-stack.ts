import {setTimeout as sleep} from 'node:timers/promises'

import type {Context} from '../context.js'
import {isCancelled, StackError} from '../errors.js'
import type {CancelledOperation, NodeRef} from '../events.js'
import {stopRollouts} from './stop-rollouts.js'

export interface CancelStackInput {
  readonly node: NodeRef
  readonly stackId: string
}

export interface Pending {
  /** The operation is over, or nobody watches it any more: nothing more is asked for. `true`: CloudFormation undoes it. */
  end(): Promise<boolean>
}

/** Between two tries, while AWS does not know yet of the operation, or no longer. */
const AGAIN_MS = 200

/** Cancels the operation of a stack the moment `ctx.signal` aborts, unless the time limit aborts it: then AWS goes on. */
export function cancelWhenAsked(input: CancelStackInput, ctx: Context): Pending {
  const over = new AbortController()
  let cancelling: Promise<boolean> | undefined
  const cancel = () => {
    if (ctx.leave.aborted || over.signal.aborted) return
    cancelling = cancelStack(input, over.signal, ctx).then((how) => how === 'deletes' || how === 'rolls-back')
  }
  if (ctx.signal.aborted) cancel()
  else ctx.signal.addEventListener('abort', cancel, {once: true})
  return {
    async end() {
      ctx.signal.removeEventListener('abort', cancel)
      over.abort('over')
      return (await cancelling) ?? false
    },
  }
}

/** Asks until it is understood, or there is nothing to cancel any more. What cannot be asked is a warning: the operation is still waited for. */
export async function cancelStack(
  {node, stackId}: CancelStackInput,
  over: AbortSignal,
  ctx: Context,
): Promise<CancelledOperation | undefined> {
  try {
    for (;;) {
      const answer = await ctx.cloudFormation.cancel(stackId, ctx.leave)
      if (answer !== 'idle' && answer !== 'refused') {
        ctx.host.notify({type: 'node.cancelling', node, how: answer})
        // CloudFormation waits for the rollout that it began; what is created is deleted with its rollout.
        if (answer === 'rolls-back') await stopRollouts({node, stackId}, ctx)
        return answer
      }
      if (over.aborted || ctx.leave.aborted) return undefined
      await sleep(AGAIN_MS)
    }
  } catch (error) {
    if (!StackError.is(error)) throw error
    if (!isCancelled(error))
      ctx.host.notify({
        type: 'warning',
        code: error.code,
        message: `${node.name} could not be cancelled: ${error.message}`,
      })
    return undefined
  }
}
