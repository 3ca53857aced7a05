import type {StringNode} from '../tree.js'
import type {Indent} from './indent.js'
import {leading, type Writer} from './writer.js'

export function layoutString(writer: Writer, node: StringNode, indent: Indent, space: boolean): void {
  const {fodder, text} = node.lexeme
  writer.fodder(fodder, leading(space), indent.lineUp)
  switch (node.kind) {
    case 'STRING_SINGLE':
      return put(writer, `'${text}'`)
    case 'STRING_DOUBLE':
      return put(writer, `"${text}"`)
    case 'VERBATIM_STRING_SINGLE':
      return put(writer, `@'${text.replaceAll("'", "''")}'`)
    case 'VERBATIM_STRING_DOUBLE':
      return put(writer, `@"${text.replaceAll('"', '""')}"`)
    case 'STRING_BLOCK':
      layoutBlock(writer, node, indent)
  }
}

/** Counts code points. */
function put(writer: Writer, text: string): void {
  writer.put(text)
  writer.column -= text.match(/[\u{10000}-\u{10ffff}]/gu)?.length ?? 0
}

function layoutBlock(writer: Writer, {lexeme, block}: StringNode, {base}: Indent): void {
  const {indent: step} = writer.style
  const indent = step > 0 ? ' '.repeat(base + step) : block!.indent
  const end = step > 0 ? ' '.repeat(base) : block!.end
  const {text} = lexeme
  const isChomped = !text.endsWith('\n')

  // A line break alone is no reason to indent; a carriage return is, and then is left out.
  const lines = (text.startsWith('\n') ? '' : indent) + text.replace(/\n(?!\n|$)/g, `\n${indent}`)
  writer.putUncounted(`|||${isChomped ? '-' : ''}\n${lines.replaceAll('\r', '')}${isChomped ? '\n' : ''}${end}|||`)
  writer.column = base + 3
}
