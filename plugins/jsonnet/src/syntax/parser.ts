import {SourceFault} from '../errors.js'
import type {Node} from './ast.js'
import {lex} from './lexer.js'
import {parseGreedy} from './parse-greedy.js'
import {parseInfix} from './parse-infix.js'
import {parseTerminal} from './parse-terminal.js'
import {TokenStream} from './token-stream.js'
import {describe, type Token} from './tokens.js'

/** Binds weaker than every operator. */
export const ANY = 15

/** Reads a source. Throws its first SourceFault. */
export function parse(source: string): Node {
  const stream = new TokenStream(lex(source))
  const node = readWhole(stream)
  if (stream.later) throw stream.later
  return node
}

/** Throws the first SourceFault that is one for a formatter too. */
export function checkSyntax(tokens: readonly Token[]): void {
  const stream = new TokenStream(tokens)
  readWhole(stream)
  if (stream.wrongEscape) throw stream.wrongEscape
}

function readWhole(stream: TokenStream): Node {
  const node = parseExpression(stream, ANY, 0)
  const rest = stream.peek()
  if (rest.kind !== 'end of file') throw new SourceFault(`did not expect: ${describe(rest)}`, rest)
  return node
}

/** Reads operators that bind stronger than `precedence`. `depth` counts as the C++ parser does. */
export function parseExpression(stream: TokenStream, precedence: number, depth: number): Node {
  stream.checkDepth(depth)
  const greedy = parseGreedy(stream, depth + 1)
  if (greedy) return greedy
  const {begin} = stream.peek()
  const left = parseTerminal(stream, depth + 1)
  return parseInfix(stream, left, begin, precedence, depth + 1)
}
