import type {FodderElement} from '../fodder.js'
import type {Lexeme} from '../tree.js'

/** Gives comments of one line their mark. A `#!` that is the first of all is no comment. */
export function styleComments(lexemes: readonly Lexeme[], style: 'slash' | 'hash'): void {
  const mark = style === 'slash' ? '//' : '#'
  let isFirst = true

  const styled = (element: FodderElement): FodderElement => {
    const {kind, comment} = element
    const isShebang = isFirst && comment[0]?.startsWith('#!')
    isFirst = false
    if (kind === 'inline' || comment.length !== 1 || isShebang) return element
    return {...element, comment: [mark + comment[0]!.replace(/^(\/\/|#)/, '')]}
  }

  for (const lexeme of lexemes) {
    if (!lexeme.isKept && lexeme.fodder.length > 0) lexeme.fodder = lexeme.fodder.map(styled)
  }
}
