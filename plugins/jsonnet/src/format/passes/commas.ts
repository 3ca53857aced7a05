import {hasLine, NO_FODDER} from '../fodder.js'
import {moveFodder} from '../move-fodder.js'
import type {ArrayNode, Node, ObjectNode} from '../tree.js'

/** A comma stands behind the last member where the closing bracket is on a line of its own, and only there. */
export function settleCommas(nodes: readonly Node[]): void {
  for (const node of nodes) {
    if (node.type !== 'array' && node.type !== 'object') continue
    if (node.specs.length > 0) dropComma(node)
    else if (node.members.length > 0) settleComma(node)
  }
}

// In an object what stands before the comma goes to the closing brace, beyond the `for`.
function dropComma({type, members, specs, close}: ArrayNode | ObjectNode): void {
  const last = members.at(-1)!
  if (last.comma) moveFodder(last.comma, type === 'array' ? specs[0]!.keyword : close)
  last.comma = undefined
}

function settleComma({members, close}: ArrayNode | ObjectNode): void {
  const last = members.at(-1)!
  const {comma} = last
  const isBroken = comma !== undefined && hasLine(comma.fodder)
  const isNeeded = isBroken || hasLine(close.fodder)
  if (comma && (isBroken || !isNeeded)) moveFodder(comma, close)
  last.comma = isNeeded ? (comma ?? {fodder: NO_FODDER, text: ',', isKept: false}) : undefined
}
