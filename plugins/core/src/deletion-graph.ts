import type {Stack} from './context.js'
import {type Graph, type GraphNode, keyOf} from './graph.js'

/**
 * The order in which deployed stacks can be deleted: a stack after all that were given an output of it (or an image of its
 * repository). Told from the values in the account, so neither settings nor look-ups are needed. `stacks` is in creation order.
 */
export function deletionGraph(stacks: ReadonlyMap<string, Stack>): Graph {
  const created = [...stacks]
  const nodes = created.map(([part, stack], index): [string, GraphNode] => {
    const takers = created.slice(index + 1).filter(([, later]) => takesFrom(later, stack))
    const ref = {kind: 'stack', name: part} as const
    return [keyOf(ref), {ref, needs: takers.map(([name]) => keyOf({kind: 'stack', name}))}]
  })
  return new Map(nodes.toReversed())
}

function takesFrom(taker: Stack, giver: Stack): boolean {
  const given = Object.values(giver.outputs)
  return Object.values(taker.parameters).some((value) =>
    given.some((output) => value === output || value.startsWith(`${output}@`)),
  )
}
