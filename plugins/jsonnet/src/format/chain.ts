import type {Chain, Node} from './tree.js'

/** What a chain begins with; any other expression itself. */
export function leftmost(node: Node): Exclude<Node, Chain> {
  let inner = node
  while (isChain(inner)) inner = inner.left
  return inner
}

export function isChain(node: Node): node is Chain {
  return 'left' in node
}

export function isSuper(node: Node): boolean {
  return node.type === 'leaf' && node.lexeme.text === 'super'
}
