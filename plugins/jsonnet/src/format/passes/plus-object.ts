import {isSuper} from '../chain.js'
import {moveFodder} from '../move-fodder.js'
import type {Node} from '../tree.js'

/** Makes `a {…}` of `a + {…}`. */
export function dropPlus(nodes: readonly Node[]): void {
  for (const node of nodes) {
    if (node.type !== 'binary' || node.operator?.text !== '+') continue
    const {left, operator, right} = node
    if (right.type !== 'object' || right.specs.length > 0 || !takesObject(left)) continue
    moveFodder(operator, right.open)
    node.operator = undefined
  }
}

/** A variable, or a part of something other than `super`. */
function takesObject(node: Node): boolean {
  if (node.type === 'leaf') return /^(?!(true|false|null|self|super)$)[a-z_]/i.test(node.lexeme.text)
  return (node.type === 'index' || node.type === 'slice') && !isSuper(node.left)
}
