import type {Style} from '../options.js'
import type {Program} from '../tree.js'
import {endsLine} from '../fodder.js'
import {layoutExpression} from './layout-expression.js'
import {SPACED, Writer} from './writer.js'

/** Prints a program; its lines are indented on the way. */
export function layout({body, end}: Program, style: Style): string {
  const writer = new Writer(style)
  layoutExpression(writer, body, {base: 0, lineUp: 0}, false)

  const fodder = writer.indented(end.fodder, 0)
  writer.print(fodder, {...SPACED, behind: false}, true)
  return writer.text + (endsLine(fodder) ? '' : '\n')
}
