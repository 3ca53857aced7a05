import {first} from '../first.js'
import {hasLine} from '../fodder.js'
import type {ArrayNode, Spec} from '../tree.js'
import {deeper, deeperStrong, type Indent} from './indent.js'
import {layoutExpression} from './layout-expression.js'
import {leading, SPACED, TIGHT, type Writer} from './writer.js'

export function layoutArray(
  writer: Writer,
  {open, members, specs, close}: ArrayNode,
  indent: Indent,
  space: boolean,
): void {
  const {padArrays, indent: step} = writer.style
  writer.token(open, leading(space), indent.lineUp)
  const isBroken = members.slice(1).some(({value}) => hasLine(first(value).fodder))
  const own = isBroken ? deeperStrong : deeper
  const {fodder} = members[0] ? first(members[0].value) : close
  const inner = own(fodder, indent, writer.column + (padArrays ? 1 : 0), step)

  for (const [at, {value, comma}] of members.entries()) {
    layoutExpression(writer, value, inner, at > 0 || padArrays)
    if (comma) writer.token(comma, TIGHT, inner.lineUp)
  }
  layoutSpecs(writer, specs, inner)
  writer.token(close, {before: members.length > 0, behind: padArrays}, inner.lineUp, indent.base)
}

/** The `for` and `if` of a comprehension. */
export function layoutSpecs(writer: Writer, specs: readonly Spec[], indent: Indent): void {
  for (const spec of specs) {
    writer.token(spec.keyword, SPACED, indent.lineUp)
    if (spec.kind === 'for') {
      writer.token(spec.name, SPACED, indent.lineUp)
      writer.token(spec.in, SPACED, indent.lineUp)
    }
    const inner = deeper(first(spec.value).fodder, indent, writer.column, writer.style.indent)
    layoutExpression(writer, spec.value, inner, true)
  }
}
