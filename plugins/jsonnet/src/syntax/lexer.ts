import {SourceFault} from '../errors.js'
import {type Position, positionOf} from '../location.js'
import {numberEnd} from './lex-number.js'
import {readTextBlock} from './lex-text-block.js'
import {isKeyword, type Token, type TokenKind} from './tokens.js'

const SINGLE: ReadonlyMap<string, TokenKind> = new Map([
  ['{', '"{"'],
  ['}', '"}"'],
  ['[', '"["'],
  [']', '"]"'],
  [',', '","'],
  ['.', '"."'],
  ['(', '"("'],
  [')', '")"'],
  [';', '";"'],
])

const SYMBOLS = new Set('!$:~+-&|^=<>*/%')
const NOT_LAST = new Set('+-~!$')
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y

/**
 * The text as the lexer reads it: one character for each byte where it is not ASCII, so that columns are bytes; up to the first NUL;
 * with one NUL as its end.
 */
export function toBytes(source: string): string {
  const end = source.indexOf('\0')
  const text = end < 0 ? source : source.slice(0, end)

  const ascii = /^[\x00-\x7f]*$/.test(text)
  return (ascii ? text : Buffer.from(text, 'utf8').toString('latin1')) + '\0'
}

/** The characters of bytes that `toBytes` made. */
export function fromBytes(bytes: string): string {
  return /^[\x00-\x7f]*$/.test(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8')
}

/** Reads the tokens of a source, the end of file last. Throws the first SourceFault. */
export function lex(source: string): Token[] {
  return new Lexer(toBytes(source)).tokens()
}

export class Lexer {
  readonly text: string
  at = 0
  line = 1
  /** Offset of the line's first byte. */
  lineStart = 0
  /** Where the symbols end that were looked at last, and the last of them that may end an operator. */
  private symbolsEnd = 0
  private operatorEnd = 0

  constructor(text: string) {
    this.text = text
  }

  tokens(): Token[] {
    const tokens: Token[] = []
    for (;;) {
      const token = this.next()
      if (!token) continue
      tokens.push(token)
      if (token.kind === 'end of file') return tokens
    }
  }

  /** The next token; undefined after a comment. */
  private next(): Token | undefined {
    this.skipSpace()
    const {text, at: from} = this
    const begin = this.position()
    const character = text.charAt(from)
    if (character === '\0') {
      const end = begin + 1
      return {kind: 'end of file', data: '', begin, end, from, to: from}
    }
    const single = SINGLE.get(character)
    if (single) {
      this.at++
      return this.token(single, '', begin, from)
    }
    if (character === '"' || character === "'") return this.quoted(character, begin)
    if (character === '@') return this.verbatim(begin)
    if (character >= '0' && character <= '9') {
      this.at = numberEnd(text, from, (message) => this.fault(message, begin))
      const digits = text.slice(from, this.at)
      return this.token('NUMBER', digits.includes('_') ? digits.replaceAll('_', '') : digits, begin, from)
    }
    WORD.lastIndex = from
    const word = WORD.exec(text)?.[0]
    if (word) {
      this.at += word.length
      return this.token(isKeyword(word) ? word : 'IDENTIFIER', word, begin, from)
    }
    if (character === '#' || text.startsWith('//', from)) return this.lineComment()
    if (text.startsWith('/*', from)) return this.blockComment(begin)
    if (text.startsWith('|||', from)) return this.token('STRING_BLOCK', readTextBlock(this, begin), begin, from)
    if (SYMBOLS.has(character)) return this.operator(begin)
    const code = character.charCodeAt(0)
    const shown = code < 32 || code > 127 ? `code ${code}` : `'${character}'`
    return this.fault(`Could not lex the character ${shown}`, begin)
  }

  position(): Position {
    return positionOf(this.line, this.at - this.lineStart + 1)
  }

  /** Throws; a fault of the lexer spans one column. */
  fault(message: string, begin: Position): never {
    throw new SourceFault(message, {begin, end: begin + 1})
  }

  private token(kind: TokenKind, data: string, begin: Position, from: number): Token {
    return {kind, data, begin, end: this.position(), from, to: this.at}
  }

  private skipSpace(): void {
    const {text} = this
    for (;;) {
      const code = text.charCodeAt(this.at)
      if (code === 10) {
        this.line++
        this.lineStart = this.at + 1
      } else if (code !== 32 && code !== 9 && code !== 13) return
      this.at++
    }
  }

  private quoted(quote: string, begin: Position): Token {
    const {text, at: from} = this
    for (this.at++; ; this.at++) {
      let character = text.charAt(this.at)
      if (character === '\0') this.fault('unterminated string', begin)
      if (character === quote) break
      if (character === '\\' && text.charAt(this.at + 1) !== '\0') character = text.charAt(++this.at)
      if (character === '\n') {
        this.line++
        this.lineStart = this.at + 1
      }
    }
    this.at++
    const kind = quote === '"' ? 'STRING_DOUBLE' : 'STRING_SINGLE'
    return this.token(kind, text.slice(from + 1, this.at - 1), begin, from)
  }

  // Its line breaks count for no line: neither do they in C++.
  private verbatim(begin: Position): Token {
    const {text, at: from} = this
    const quote = text.charAt(from + 1)
    if (quote !== '"' && quote !== "'") this.fault(`couldn't lex verbatim string, junk after '@': ${quote}`, begin)
    let data = ''
    let start = from + 2
    for (;;) {
      const close = text.indexOf(quote, start)
      if (close < 0) this.fault('unterminated verbatim string', begin)
      data += text.slice(start, close)
      this.at = close + 1
      if (text.charAt(close + 1) !== quote) break
      data += quote
      start = close + 2
    }
    return this.token(quote === '"' ? 'VERBATIM_STRING_DOUBLE' : 'VERBATIM_STRING_SINGLE', data, begin, from)
  }

  private lineComment(): undefined {
    const end = this.text.indexOf('\n', this.at)
    this.at = end < 0 ? this.text.length - 1 : end
  }

  private blockComment(begin: Position): undefined {
    const {text} = this
    const end = text.indexOf('*/', this.at + 2)
    if (end < 0) this.fault('multi-line comment has no terminating */.', begin)
    for (let newline = text.indexOf('\n', this.at); newline >= 0 && newline < end;) {
      this.line++
      this.lineStart = newline + 1
      newline = text.indexOf('\n', newline + 1)
    }
    this.at = end + 2
  }

  private operator(begin: Position): Token {
    const {text, at: from} = this
    if (from >= this.symbolsEnd) this.findSymbols(from)
    // An operator of several characters does not end with one that may begin the next operand.
    this.at = Math.max(from + 1, this.operatorEnd)
    const data = text.slice(from, this.at)
    return data === '$' ? this.token('"$"', '', begin, from) : this.token('OPERATOR', data, begin, from)
  }

  /** Looks at symbols that stand together once, however many operators they are. */
  private findSymbols(from: number): void {
    const {text} = this
    let at = from
    this.operatorEnd = from
    while (SYMBOLS.has(text.charAt(at))) {
      if (text.startsWith('//', at) || text.startsWith('/*', at) || text.startsWith('|||', at)) break
      at++
      if (!NOT_LAST.has(text.charAt(at - 1))) this.operatorEnd = at
    }
    this.symbolsEnd = at
  }
}
