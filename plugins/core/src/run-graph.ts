import {cancelled, isCancelled, StackError} from './errors.js'
import type {Signals} from './context.js'
import type {Host} from './events.js'
import type {Graph, GraphNode} from './graph.js'

export interface RunOptions extends Signals {
  readonly host: Host
  /** What follows the operations that are left to AWS: `aws-stack vast:attach`. */
  readonly attach?: string
}

/**
 * Does `work` for every node as soon as all that it needs is done; independent nodes side by side.
 * After the first failure or an abort no node is started; those under way come to their end, then the first failure is thrown.
 * Work that has waited for something of its own asks `goesOn` before it begins: that throws where it is not to begin any more.
 */
export async function runGraph(
  graph: Graph,
  work: (node: GraphNode, goesOn: () => void) => Promise<void>,
  {host, signal, leave, attach}: RunOptions,
): Promise<void> {
  let failure: {node: string; error: unknown} | undefined
  const left: string[] = []
  const runs = new Map<string, Promise<boolean>>()

  const isOver = () => failure !== undefined || signal.aborted
  const goesOn = () => {
    if (isOver()) throw NOT_BEGUN
  }

  const run = async (key: string, node: GraphNode): Promise<boolean> => {
    const done = await Promise.all(node.needs.flatMap((need) => runs.get(need) ?? []))
    const skip = () => {
      host.notify({type: 'node.skipped', node: node.ref, because: failure?.node ?? 'cancelled'})
      return false
    }
    if (isOver() || done.includes(false)) return skip()

    const began = Date.now()
    try {
      await work(node, goesOn)
      return true
    } catch (error) {
      if (error === NOT_BEGUN) return skip()
      const ms = Date.now() - began
      // What an abort does to a build is not always told as one of ours.
      if (isCancelled(error) || (signal.aborted && !StackError.is(error))) {
        const goingOn = leave.aborted ? leftOf(node, error) : []
        const status = statusOf(error)
        left.push(...goingOn)
        host.notify({
          type: 'node.cancelled',
          node: node.ref,
          ms,
          left: goingOn.length > 0,
          ...(status && {status}),
        })
        return false
      }
      failure ??= {node: key, error}
      const message = error instanceof Error ? error.message : String(error)
      host.notify({type: 'node.failed', node: node.ref, ms, message})
      return false
    }
  }

  for (const [key, node] of graph) runs.set(key, run(key, node))
  await Promise.all(runs.values())

  if (signal.aborted) throw cancelledRun(cancelled(signal, {earlier: failure?.error}), left, attach)
  if (failure) throw failure.error
}

const NOT_BEGUN = new Error('not begun')

/** What goes on at AWS without us: a stack, and a deployment of a configuration that has begun. */
function leftOf({ref}: GraphNode, error: unknown): string[] {
  if (ref.kind === 'stack') return [ref.name]
  const goesOn = StackError.is(error) ? error.details['goesOn'] : undefined
  return Array.isArray(goesOn) ? goesOn.map(String) : []
}

/** How a cancelled stack ended. */
function statusOf(error: unknown): string | undefined {
  const status = StackError.is(error) ? error.details['status'] : undefined
  return typeof status === 'string' ? status : undefined
}

/** Says what AWS goes on with, and how to see it. */
function cancelledRun(error: StackError, left: readonly string[], attach: string | undefined): StackError {
  if (left.length === 0) return error
  return new StackError(error.code, `${error.message}; ${left.join(', ')} goes on at AWS`, {
    details: {...error.details, goesOn: left},
    suggestions: attach ? [attach] : [],
    cause: error.cause,
  })
}
