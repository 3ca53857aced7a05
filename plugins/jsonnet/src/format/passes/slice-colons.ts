import {moveFodder} from '../move-fodder.js'
import type {Node} from '../tree.js'

/** Removes a second colon with no step behind it: `a[1:2:]` is `a[1:2]`. */
export function dropSliceColons(nodes: readonly Node[]): void {
  for (const node of nodes) {
    if (node.type !== 'slice' || node.step || !node.stepColon) continue
    moveFodder(node.stepColon, node.close)
    node.stepColon = undefined
  }
}
