import type {Lexeme} from '../tree.js'

/** Leaves no more than `most` empty lines together. */
export function limitBlankLines(lexemes: readonly Lexeme[], most: number): void {
  for (const lexeme of lexemes) {
    if (lexeme.isKept || lexeme.fodder.every(({blanks}) => blanks <= most)) continue
    lexeme.fodder = lexeme.fodder.map((element) => ({...element, blanks: Math.min(element.blanks, most)}))
  }
}
