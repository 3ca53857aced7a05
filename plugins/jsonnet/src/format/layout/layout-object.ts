import {first, firstOfMember} from '../first.js'
import type {Field, Member, Node, ObjectLocal, ObjectNode} from '../tree.js'
import {deeper, type Indent} from './indent.js'
import {layoutSpecs} from './layout-array.js'
import {layoutAssertion} from './layout-assertion.js'
import {layoutExpression} from './layout-expression.js'
import {layoutParameters} from './layout-list.js'
import {leading, SPACED, TIGHT, type Writer} from './writer.js'

export function layoutObject(
  writer: Writer,
  {open, members, specs, close}: ObjectNode,
  indent: Indent,
  space: boolean,
): void {
  const {padObjects, indent: step} = writer.style
  writer.token(open, leading(space), indent.lineUp)
  const {fodder} = members[0] ? firstOfMember(members[0]) : close
  const inner = deeper(fodder, indent, writer.column + (padObjects ? 1 : 0), step)

  for (const [at, member] of members.entries()) {
    layoutMember(writer, member, inner, at > 0 || padObjects)
    if (member.comma) writer.token(member.comma, TIGHT, inner.lineUp)
  }
  layoutSpecs(writer, specs, inner)
  writer.token(close, {before: members.length > 0, behind: padObjects}, inner.lineUp, indent.base)
}

function layoutMember(writer: Writer, member: Member, indent: Indent, space: boolean): void {
  switch (member.kind) {
    case 'field':
      return layoutField(writer, member, indent, space)
    case 'local':
      return layoutObjectLocal(writer, member, indent, space)
    case 'assert':
      layoutAssertion(writer, member, indent, space, true)
  }
}

function layoutField(writer: Writer, {name, params, operator, value}: Field, indent: Indent, space: boolean): void {
  if (name.type === 'computed') {
    writer.token(name.open, leading(space), indent.lineUp)
    layoutExpression(writer, name.inner, indent, false)
    writer.token(name.close, TIGHT, indent.lineUp)
  } else layoutExpression(writer, name, indent, space)
  if (params) layoutParameters(writer, params, indent)
  writer.token(operator, TIGHT, indent.lineUp)
  layoutValue(writer, value, indent)
}

function layoutObjectLocal(writer: Writer, {keyword, bind}: ObjectLocal, indent: Indent, space: boolean): void {
  const {name, params, equals, value} = bind
  writer.token(keyword, leading(space), indent.lineUp)
  writer.token(name, SPACED, indent.lineUp)
  if (params) layoutParameters(writer, params, indent)
  writer.token(equals, SPACED, indent.lineUp)
  layoutValue(writer, value, indent)
}

// Unlike elsewhere further lines are lined up with the space before it.
function layoutValue(writer: Writer, value: Node, indent: Indent): void {
  const inner = deeper(first(value).fodder, indent, writer.column, writer.style.indent)
  layoutExpression(writer, value, inner, true)
}
