import {leftmost} from './chain.js'
import type {Computed, Item, Lexeme, Member, Node} from './tree.js'

/** The first token of an expression. */
export function first(node: Node | Computed): Lexeme {
  const inner = node.type === 'computed' ? node : leftmost(node)
  switch (inner.type) {
    case 'leaf':
    case 'string':
      return inner.lexeme
    case 'unary':
      return inner.operator
    case 'conditional':
      return inner.if
    case 'array':
    case 'object':
    case 'parens':
    case 'computed':
      return inner.open
    default:
      return inner.keyword
  }
}

export function firstOfItem({name, value}: Item): Lexeme {
  return name ?? first(value!)
}

export function firstOfMember(member: Member): Lexeme {
  return member.kind === 'field' ? first(member.name) : member.keyword
}
