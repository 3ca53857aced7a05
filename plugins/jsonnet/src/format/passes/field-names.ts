import {isKeyword} from '../../syntax/tokens.js'
import {isSuper} from '../chain.js'
import {moveFodder} from '../move-fodder.js'
import type {Field, Index, Node} from '../tree.js'

/** Makes `a.b` of `a['b']`, `{b: 1}` of `{'b': 1}` and of `{['b']: 1}`. */
export function simplifyNames(nodes: readonly Node[]): void {
  for (const node of nodes) {
    if (node.type === 'index') simplifyIndex(node)
    if (node.type !== 'object' || node.specs.length > 0) continue
    for (const member of node.members) if (member.kind === 'field') simplifyField(member)
  }
}

// A comment before the closing bracket is lost, as in C++.
function simplifyIndex(index: Index): void {
  const {left, open, key} = index
  if (isSuper(left) || !('inner' in key) || key.inner.type !== 'string') return
  const {lexeme} = key.inner
  if (!isName(lexeme.text)) return
  lexeme.isKept = true
  open.text = '.'
  index.key = lexeme
}

function simplifyField(field: Field): void {
  const {name, params, operator} = field
  if (name.type === 'computed' && name.inner.type === 'string') {
    moveFodder(name.open, name.inner.lexeme)
    moveFodder(name.close, params?.open ?? operator)
    field.name = name.inner
  }
  if (field.name.type === 'string' && isName(field.name.lexeme.text)) {
    field.name = {type: 'leaf', lexeme: field.name.lexeme}
  }
}

function isName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) && !isKeyword(text)
}
