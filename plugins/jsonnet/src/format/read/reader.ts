import {columnOf} from '../../location.js'
import {fromBytes} from '../../syntax/lexer.js'
import type {Token, TokenKind} from '../../syntax/tokens.js'
import type {Lexeme, StringNode} from '../tree.js'
import {readFodder} from './read-fodder.js'

/** Tokens of a source that the parser has accepted, under a cursor. */
export class Reader {
  private readonly text: string
  private readonly tokens: readonly Token[]
  private at = 0

  /** `text` is what the tokens were read from, as bytes. */
  constructor(text: string, tokens: readonly Token[]) {
    this.text = text
    this.tokens = tokens
  }

  peek(): Token {
    return this.tokens[this.at]!
  }

  second(): Token {
    return this.tokens[this.at + 1]!
  }

  isNext(kind: TokenKind): boolean {
    return this.peek().kind === kind
  }

  isOperator(data: string): boolean {
    const {kind, data: own} = this.peek()
    return kind === 'OPERATOR' && own === data
  }

  take(isKept = false): Lexeme {
    const {kind, data, from} = this.peek()
    const before = this.tokens[this.at - 1]
    const between = {from: before?.to ?? 0, to: from, column: before && columnOf(before.end) - 1}
    const fodder = readFodder({text: this.text, ...between})
    this.at++
    return {fodder, text: textOf(kind, data), isKept}
  }

  takeIf(kind: TokenKind): Lexeme | undefined {
    return this.isNext(kind) ? this.take() : undefined
  }

  takeString(isKept = false): StringNode {
    const {kind, data, from, to} = this.peek()
    const lexeme = {...this.take(isKept), text: fromBytes(data)}
    const node: StringNode = {type: 'string', kind: kind as StringNode['kind'], lexeme}
    return kind === 'STRING_BLOCK' ? {...node, block: blockOf(this.text.slice(from, to))} : node
  }
}

/** Marks are called by themselves in quotes. */
function textOf(kind: TokenKind, data: string): string {
  if (kind === 'end of file') return ''
  return data === '' ? kind.slice(1, -1) : data
}

function blockOf(source: string): NonNullable<StringNode['block']> {
  const indent = /^\|\|\|-?[ \t\r]*\n+([ \t]+)/.exec(source)?.[1] ?? ''
  return {indent, end: source.slice(source.lastIndexOf('\n') + 1, -3)}
}
