import {first} from '../first.js'
import type {Local, LocalBind} from '../tree.js'
import {deeper, type Indent} from './indent.js'
import {layoutExpression} from './layout-expression.js'
import {layoutParameters} from './layout-list.js'
import {leading, SPACED, TIGHT, type Writer} from './writer.js'

/** Prints definitions, without what they are for. */
export function layoutLocal(writer: Writer, {keyword, binds}: Local, indent: Indent, space: boolean): void {
  writer.token(keyword, leading(space), indent.lineUp)
  const inner = deeper(binds[0]!.name.fodder, indent, writer.column + 1, writer.style.indent)
  for (const bind of binds) layoutBind(writer, bind, inner, indent.base)
}

/** The delimiter is indented by `base` where it has a line of its own. */
function layoutBind(writer: Writer, bind: LocalBind, indent: Indent, base: number): void {
  const {name, params, equals, value, delimiter} = bind
  writer.token(name, SPACED, indent.lineUp)
  if (params) layoutParameters(writer, params, indent)
  writer.token(equals, SPACED, indent.lineUp)
  const inner = deeper(first(value).fodder, indent, writer.column + 1, writer.style.indent)
  layoutExpression(writer, value, inner, true)
  writer.token(delimiter, TIGHT, inner.lineUp, base)
}
