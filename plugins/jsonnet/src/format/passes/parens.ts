import {first} from '../first.js'
import {moveFodder} from '../move-fodder.js'
import type {Node, Parens} from '../tree.js'

/** Removes parentheses directly in others, one pair in each; `(((a)))` becomes `((a))`, as C++ has it. */
export function dropParens(nodes: readonly Node[]): void {
  const dropped = new Set<Parens>()
  for (const node of nodes) {
    if (node.type !== 'parens' || node.inner.type !== 'parens' || dropped.has(node)) continue
    const {inner} = node
    dropped.add(inner)
    moveFodder(inner.open, first(inner.inner))
    moveFodder(inner.close, node.close)
    node.inner = inner.inner
  }
}
