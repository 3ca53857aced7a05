import {first} from '../first.js'
import type {Assertion} from '../tree.js'
import {deeper, type Indent} from './indent.js'
import {layoutExpression} from './layout-expression.js'
import {leading, SPACED, type Writer} from './writer.js'

/** Prints `assert condition : message`; how what follows it is indented. Within an object the condition is not indented. */
export function layoutAssertion(
  writer: Writer,
  {keyword, condition, colon, message}: Assertion,
  indent: Indent,
  space: boolean,
  isMember = false,
): Indent {
  writer.token(keyword, leading(space), indent.lineUp)
  const inner = deeper(first(condition).fodder, indent, writer.column + 1, writer.style.indent)
  layoutExpression(writer, condition, isMember ? indent : inner, true)
  if (colon && message) {
    writer.token(colon, SPACED, inner.lineUp)
    layoutExpression(writer, message, inner, true)
  }
  return inner
}
