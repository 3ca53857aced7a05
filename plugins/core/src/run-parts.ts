import type {NodeAction, NodeRef, Verb} from './events.js'
import {type Graph, nodesOf} from './graph.js'
import {runGraph, type RunOptions} from './run-graph.js'

export interface PartsRun {
  readonly verb: Verb
  /** What is done to each. */
  readonly action: NodeAction
  readonly app: string
  readonly stage: string
  readonly graph: Graph
}

/** Does `work` to every part of a graph, and tells of the run and of each. */
export async function runParts(
  {verb, action, app, stage, graph}: PartsRun,
  work: (node: NodeRef) => Promise<void>,
  options: RunOptions,
): Promise<void> {
  const {host} = options
  host.notify({type: 'run.started', verb, app, stage, nodes: nodesOf(graph)})
  await runGraph(
    graph,
    async ({ref: node}) => {
      const began = Date.now()
      host.notify({type: 'node.started', node, action})
      await work(node)
      host.notify({type: 'node.finished', node, changed: true, ms: Date.now() - began})
    },
    options,
  )
}
