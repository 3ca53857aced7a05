import {cancelled} from './errors.js'
import type {Host} from './events.js'
import type {Graph, GraphNode} from './graph.js'

export interface RunOptions {
  readonly host: Host
  readonly signal: AbortSignal
}

/**
 * Does `work` for every node as soon as all that it needs is done; independent nodes side by side.
 * After the first failure or an abort no node is started; those under way come to their end, then the first failure is thrown.
 */
export async function runGraph(
  graph: Graph,
  work: (node: GraphNode) => Promise<void>,
  {host, signal}: RunOptions,
): Promise<void> {
  let failure: {node: string; error: unknown} | undefined
  const runs = new Map<string, Promise<boolean>>()

  const run = async (key: string, node: GraphNode): Promise<boolean> => {
    const done = await Promise.all(node.needs.flatMap((need) => runs.get(need) ?? []))
    if (failure || signal.aborted || done.includes(false)) {
      host.notify({type: 'node.skipped', node: node.ref, because: failure?.node ?? 'cancelled'})
      return false
    }

    const began = Date.now()
    try {
      await work(node)
      return true
    } catch (error) {
      const ms = Date.now() - began
      if (signal.aborted) {
        host.notify({type: 'node.cancelled', node: node.ref, ms})
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

  if (signal.aborted) throw cancelled(signal, failure?.error)
  if (failure) throw failure.error
}
