import {isChain, leftmost} from '../chain.js'
import {first} from '../first.js'
import type {Assert, Chain, Conditional, Local, Node, Unary} from '../tree.js'
import {deeper, deeperStrong, type Indent} from './indent.js'
import {layoutArray} from './layout-array.js'
import {layoutAssertion} from './layout-assertion.js'
import {layoutChain} from './layout-chain.js'
import {layoutParameters} from './layout-list.js'
import {layoutLocal} from './layout-local.js'
import {layoutObject} from './layout-object.js'
import {layoutString} from './layout-string.js'
import {leading, SPACED, TIGHT, type Writer} from './writer.js'

/** Prints an expression, with a space before it where it follows something on its line and `space` says so. */
export function layoutExpression(writer: Writer, outer: Node, indent: Indent, outerSpace: boolean): void {
  let [node, space] = [outer, outerSpace]
  // Sorted imports can be more than the stack holds.
  for (; node.type === 'local' || node.type === 'assert'; space = true) {
    if (node.type === 'local') layoutLocal(writer, node, indent, space)
    else layoutAssert(writer, node, indent, space)
    node = node.type === 'local' ? node.body : node.rest
  }
  if (isChain(node)) return layoutChain(writer, node, indent, space)
  layoutSingle(writer, node, indent, space)
}

function layoutSingle(
  writer: Writer,
  node: Exclude<Node, Assert | Chain | Local>,
  indent: Indent,
  space: boolean,
): void {
  const begin = () => writer.token(first(node), leading(space), indent.lineUp)

  switch (node.type) {
    case 'leaf':
      return begin()
    case 'string':
      return layoutString(writer, node, indent, space)
    case 'array':
      return layoutArray(writer, node, indent, space)
    case 'object':
      return layoutObject(writer, node, indent, space)
    case 'prefix':
      begin()
      return layoutBehind(writer, node.operand, indent)
    case 'unary':
      begin()
      return layoutOperand(writer, node, indent)
    case 'function':
      begin()
      layoutParameters(writer, node.list, indent)
      return layoutBehind(writer, node.body, indent)
    case 'conditional':
      begin()
      return layoutConditional(writer, node, indent)
    case 'parens': {
      begin()
      const inner = deeperStrong(first(node.inner).fodder, indent, writer.column, writer.style.indent)
      layoutExpression(writer, node.inner, inner, false)
      return writer.token(node.close, TIGHT, inner.lineUp, indent.base)
    }
  }
}

/** An expression behind a keyword: further lines are lined up with it. */
export function layoutBehind(writer: Writer, node: Node, indent: Indent): void {
  const inner = deeper(first(node).fodder, indent, writer.column + 1, writer.style.indent)
  layoutExpression(writer, node, inner, true)
}

function layoutOperand(writer: Writer, {operand}: Unary, indent: Indent): void {
  const inner = deeper(first(operand).fodder, indent, writer.column, writer.style.indent)
  // C++ counts a space before a dollar, and prints none.
  const begin = leftmost(operand)
  if (begin.type === 'leaf' && begin.lexeme.text === '$') writer.column++
  layoutExpression(writer, operand, inner, false)
}

function layoutConditional(writer: Writer, node: Conditional, indent: Indent): void {
  layoutBehind(writer, node.condition, indent)
  writer.token(node.then, SPACED, indent.base)
  layoutBehind(writer, node.whenTrue, indent)
  if (!node.else) return
  writer.token(node.else.keyword, SPACED, indent.base)
  layoutBehind(writer, node.else.value, indent)
}

function layoutAssert(writer: Writer, node: Assert, indent: Indent, space: boolean): void {
  const inner = layoutAssertion(writer, node, indent, space)
  writer.token(node.semicolon, TIGHT, inner.lineUp)
}
