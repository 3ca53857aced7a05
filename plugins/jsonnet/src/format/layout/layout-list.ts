import {firstOfItem} from '../first.js'
import {hasLine} from '../fodder.js'
import type {Apply, Item, List} from '../tree.js'
import {deeper, deeperStrong, type Indent} from './indent.js'
import {layoutExpression} from './layout-expression.js'
import {leading, SPACED, TIGHT, type Writer} from './writer.js'

export function layoutParameters(writer: Writer, {open, items, close}: List, indent: Indent): void {
  writer.token(open, TIGHT, indent.lineUp)
  const inner = deeper(firstInside(items, close), indent, writer.column, writer.style.indent)
  for (const [at, {name, equals, value, comma}] of items.entries()) {
    const space = at > 0
    if (name) writer.token(name, leading(space), inner.lineUp)
    if (equals) writer.token(equals, TIGHT, inner.lineUp)
    if (value) layoutExpression(writer, value, inner, space && !name)
    if (comma) writer.token(comma, TIGHT, inner.lineUp)
  }
  writer.token(close, TIGHT, inner.lineUp, indent.lineUp)
}

/** Prints a call behind what is called, whose lines are indented as `left` says. */
export function layoutArguments(writer: Writer, {list, tailstrict}: Apply, left: Indent, indent: Indent): void {
  const {open, items, close} = list
  writer.token(open, TIGHT, left.lineUp)
  const isBroken = items.slice(1).some((item) => hasLine(firstOfItem(item).fodder))
  const own = isBroken ? deeperStrong : deeper
  const inner = own(firstInside(items, close), indent, writer.column, writer.style.indent)
  for (const [at, item] of items.entries()) layoutArgument(writer, item, inner, at > 0)
  writer.token(close, TIGHT, inner.lineUp, indent.base)
  if (tailstrict) writer.token(tailstrict, SPACED, indent.base)
}

function layoutArgument(writer: Writer, {name, value, comma}: Item, indent: Indent, space: boolean): void {
  if (name) {
    const fodder = writer.indented(name.fodder, indent.lineUp)
    writer.print(fodder, leading(space))
    // C++ does not count the space before a name, and loses a comment behind it.
    writer.count(fodder, {before: space, behind: false})
    writer.put(`${name.text}=`)
  }
  layoutExpression(writer, value!, indent, space && !name)
  if (comma) writer.token(comma, TIGHT, indent.lineUp)
}

function firstInside([item]: readonly Item[], close: List['close']) {
  return (item ? firstOfItem(item) : close).fodder
}
