import {escapeCharacter} from '../../print/string.js'
import {unescape} from '../../syntax/unescape.js'
import type {Node, StringNode} from '../tree.js'

/** Gives strings in quotes the wanted ones, and escapes what needs it; those with both kinds of quotes stay as they are. */
export function styleStrings(nodes: readonly Node[], style: 'single' | 'double'): void {
  for (const node of nodes) {
    if (node.type === 'string' && (node.kind === 'STRING_SINGLE' || node.kind === 'STRING_DOUBLE')) quote(node, style)
  }
}

function quote(node: StringNode, style: 'single' | 'double'): void {
  const text = unescape(node.lexeme.text, {begin: 0, end: 0})
  const [hasSingle, hasDouble] = [text.includes("'"), text.includes('"')]
  if (hasSingle && hasDouble) return
  const isSingle = hasDouble || (style === 'single' && !hasSingle)
  node.kind = isSingle ? 'STRING_SINGLE' : 'STRING_DOUBLE'
  node.lexeme.text = escape(text)
}

/** Quotes need none here: the text has none of the kind that it stands in. */
function escape(text: string): string {
  return text.replace(/[\\\u0000-\u001f\u007f-\u009f]/g, escapeCharacter)
}
