import {isChain, isSuper} from '../chain.js'
import {first} from '../first.js'
import {beginsWithLine, type Fodder, hasLine, NO_FODDER} from '../fodder.js'
import type {Binary, Chain, Index, Lexeme, Node, Slice} from '../tree.js'
import {aligned, alignedStrong, deeper, type Indent} from './indent.js'
import {layoutExpression} from './layout-expression.js'
import {layoutArguments} from './layout-list.js'
import {SPACED, TIGHT, type Writer} from './writer.js'

interface Link {
  readonly node: Chain
  readonly indent: Indent
  /** Of what is left of it. */
  readonly left: Indent
}

/** Prints operators, calls and indices behind what they begin with. They can be any number, so they take no stack. */
export function layoutChain(writer: Writer, outer: Chain, outerIndent: Indent, space: boolean): void {
  const links: Link[] = []
  const {fodder} = first(outer)
  const column = writer.column + (space ? 1 : 0)
  let indent = outerIndent
  let node: Node = outer
  for (; isChain(node); node = node.left) {
    const own = indent
    if (node.type === 'apply') indent = aligned(fodder, own, column)
    if (node.type === 'binary') indent = (isBroken(node) ? alignedStrong : aligned)(fodder, own, column)
    links.push({node, indent: own, left: indent})
  }

  // C++ has a space before `a in super`, which it does not count.
  if (!space && !beginsWithLine(fodder) && links.some((link) => link.node.type === 'in-super')) writer.putUncounted(' ')
  layoutExpression(writer, node, indent, space)
  for (const link of links.reverse()) layoutLink(writer, link)
}

/** Whether a line begins before or behind its operator. */
function isBroken({operator, right}: Binary): boolean {
  return operator !== undefined && (hasLine(operator.fodder) || hasLine(first(right).fodder))
}

function layoutLink(writer: Writer, {node, indent, left}: Link): void {
  switch (node.type) {
    case 'apply':
      return layoutArguments(writer, node, left, indent)
    case 'binary':
      if (node.operator) writer.token(node.operator, SPACED, left.lineUp)
      return layoutExpression(writer, node.right, left, true)
    case 'in-super':
      writer.token(node.in, SPACED, indent.lineUp)
      return writer.token(node.super, SPACED, indent.lineUp)
    case 'index':
      return layoutIndex(writer, node, indent)
    case 'slice':
      return layoutSlice(writer, node, indent)
  }
}

function layoutIndex(writer: Writer, {left, open, key}: Index, indent: Indent): void {
  const {indent: step} = writer.style
  writer.token(open, TIGHT, indent.lineUp)
  if ('inner' in key) {
    const inner = deeper(first(key.inner).fodder, indent, writer.column, step)
    layoutExpression(writer, key.inner, inner, false)
    return writer.token(key.close, TIGHT, inner.lineUp, indent.base)
  }
  const column = isSuper(left) ? writer.column : writer.column - 1
  writer.token(key, TIGHT, deeper(key.fodder, indent, column, step).lineUp)
}

function layoutSlice(writer: Writer, {open, from, colon, to, stepColon, step, close}: Slice, indent: Indent): void {
  const inside = (fodder: Fodder) => deeper(fodder, indent, writer.column, writer.style.indent)
  writer.token(open, TIGHT, indent.lineUp)
  if (from) layoutExpression(writer, from, inside(first(from).fodder), false)

  const inner = inside(colon.fodder)
  // Before the colon of `a[1:]`, and before the bracket, lines stay where they are, and do not count.
  if (from && !to && !step) printAsIs(writer, colon)
  else writer.token(colon, TIGHT, inner.lineUp)
  if (to) layoutExpression(writer, to, inner, false)
  if (step) {
    writer.token(stepColon ?? {...colon, fodder: NO_FODDER}, TIGHT, inner.lineUp)
    layoutExpression(writer, step, inner, false)
  }
  printAsIs(writer, close)
  writer.column++
}

function printAsIs(writer: Writer, {fodder, text}: Lexeme): void {
  writer.print(fodder, TIGHT)
  writer.putUncounted(text)
}
