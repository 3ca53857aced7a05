import {SourceFault} from '../errors.js'
import type {Span} from '../location.js'
import {fromBytes} from './lexer.js'
import type {StringLiteral} from './ast.js'
import {describe, type StringKind, type Token, type TokenKind} from './tokens.js'
import {unescape} from './unescape.js'

/** The C++ parser's own limit; every level of nesting takes two. */
const MAX_DEPTH = 1000

/** Tokens under a cursor. */
export class TokenStream {
  private readonly tokens: readonly Token[]
  private at = 0
  /** The first fault that is told only where the source has none of its grammar. */
  later: SourceFault | undefined
  wrongEscape: SourceFault | undefined
  /** How many objects the cursor is in. */
  objects = 0

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  peek(): Token {
    return this.tokens[this.at]!
  }

  /** The token behind the next; only while the next is not the end. */
  second(): Token {
    return this.tokens[this.at + 1]!
  }

  pop(): Token {
    const token = this.tokens[this.at]!
    if (this.at < this.tokens.length - 1) this.at++
    return token
  }

  expect(kind: TokenKind, data?: string): Token {
    const token = this.pop()
    if (token.kind !== kind) throw new SourceFault(`expected token ${kind} but got ${describe(token)}`, token)
    if (data !== undefined && token.data !== data) {
      throw new SourceFault(`expected operator ${data} but got ${token.data}`, token)
    }
    return token
  }

  isNext(kind: TokenKind): boolean {
    return this.peek().kind === kind
  }

  isOperator(data: string): boolean {
    const {kind, data: own} = this.peek()
    return kind === 'OPERATOR' && own === data
  }

  checkDepth(depth: number): void {
    if (depth >= MAX_DEPTH) throw new SourceFault('Exceeded maximum parse depth limit.', this.peek())
  }

  string({kind, data, begin, end}: Token): StringLiteral {
    const text = fromBytes(data)
    const escaped = kind === 'STRING_DOUBLE' || kind === 'STRING_SINGLE'
    return {
      type: 'string',
      kind: kind as StringKind,
      value: escaped ? this.unescaped(text, {begin, end}) : text,
      begin,
      end,
    }
  }

  private unescaped(text: string, span: Span): string {
    try {
      return unescape(text, span)
    } catch (error) {
      this.wrongEscape ??= error as SourceFault
      this.later ??= this.wrongEscape
      return text
    }
  }
}

export function unexpected(token: Token, during: string): SourceFault {
  return new SourceFault(`unexpected: ${token.kind} while ${during}`, token)
}
