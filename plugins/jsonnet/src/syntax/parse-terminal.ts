import {SourceFault} from '../errors.js'
import type {ComprehensionSpec, Node} from './ast.js'
import {parseObject} from './parse-object.js'
import {ANY, parseExpression} from './parser.js'
import {type TokenStream, unexpected} from './token-stream.js'
import {describe, type Token} from './tokens.js'

export const UNARY = 4
const UNARY_OPERATORS: ReadonlySet<string> = new Set(['!', '~', '+', '-'])

/** Reads a literal, a name, an array, an object, an expression in parentheses, or one behind an operator. */
export function parseTerminal(stream: TokenStream, depth: number): Node {
  stream.checkDepth(depth)
  const token = stream.pop()
  const {kind, data, begin, end} = token
  switch (kind) {
    case 'OPERATOR': {
      if (!UNARY_OPERATORS.has(data)) throw new SourceFault(`not a unary operator: ${data}`, token)
      const operand = parseExpression(stream, UNARY, depth + 1)
      return {type: 'unary', operator: data as '!', operand, begin, end: operand.end}
    }
    case '"{"':
      return parseObject(stream, token, depth + 1)
    case '"["':
      return parseArray(stream, token, depth)
    case '"("': {
      const inner = parseExpression(stream, ANY, depth + 1)
      return {type: 'parens', inner, begin, end: stream.expect('")"').end}
    }
    case 'NUMBER':
      return {type: 'literal', value: Number(data), begin, end}
    case 'STRING_DOUBLE':
    case 'STRING_SINGLE':
    case 'STRING_BLOCK':
    case 'VERBATIM_STRING_DOUBLE':
    case 'VERBATIM_STRING_SINGLE':
      return stream.string(token)
    case 'false':
    case 'true':
      return {type: 'literal', value: kind === 'true', begin, end}
    case 'null':
      return {type: 'literal', value: null, begin, end}
    case '"$"':
      if (stream.objects === 0) stream.later ??= new SourceFault('No top-level object found.', token)
      return {type: 'dollar', begin, end}
    case 'IDENTIFIER':
      return {type: 'var', name: data, begin, end}
    case 'self':
      return {type: 'self', begin, end}
    case 'super':
      return parseSuper(stream, token, depth)
    case 'end of file':
      throw new SourceFault('unexpected end of file.', token)
    default:
      throw unexpected(token, 'parsing terminal')
  }
}

// It is located at the word `super` alone, as in C++.
function parseSuper(stream: TokenStream, token: Token, depth: number): Node {
  const {begin, end} = token
  const next = stream.pop()
  if (next.kind === '"."') return {type: 'super-index', index: stream.expect('IDENTIFIER').data, begin, end}
  if (next.kind !== '"["') throw new SourceFault('expected . or [ after super.', token)
  const index = parseExpression(stream, ANY, depth + 1)
  stream.expect('"]"')
  return {type: 'super-index', index, begin, end}
}

function parseArray(stream: TokenStream, {begin}: Token, depth: number): Node {
  if (stream.isNext('"]"')) return {type: 'array', elements: [], begin, end: stream.pop().end}
  const elements: Node[] = []
  for (;;) {
    const element = parseExpression(stream, ANY, depth + 1)
    elements.push(element)
    const comma = stream.isNext('","')
    if (comma) stream.pop()
    if (elements.length === 1 && stream.isNext('for')) {
      stream.pop()
      const {specs, close} = parseComprehension(stream, '"]"', depth + 1)
      return {type: 'array-comprehension', body: element, specs, begin, end: close.end}
    }
    if (stream.isNext('"]"')) return {type: 'array', elements, begin, end: stream.pop().end}
    if (!comma) throw new SourceFault('expected a comma before next array element.', stream.peek())
  }
}

/** Reads `x in xs if c for y in ys …`, its first `for` already taken. */
export function parseComprehension(
  stream: TokenStream,
  closing: '"]"' | '"}"',
  depth: number,
): {specs: ComprehensionSpec[]; close: Token} {
  stream.checkDepth(depth)
  const specs: ComprehensionSpec[] = []
  for (;;) {
    const name = stream.expect('IDENTIFIER').data
    stream.expect('in')
    specs.push({kind: 'for', name, value: parseExpression(stream, ANY, depth + 1)})
    let next = stream.pop()
    for (; next.kind === 'if'; next = stream.pop()) {
      specs.push({kind: 'if', value: parseExpression(stream, ANY, depth + 1)})
    }
    if (next.kind === closing) return {specs, close: next}
    if (next.kind !== 'for') {
      throw new SourceFault(`expected for, if or ${closing} after for clause, got: ${describe(next)}`, next)
    }
  }
}
