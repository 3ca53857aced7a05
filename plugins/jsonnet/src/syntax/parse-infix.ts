import {SourceFault} from '../errors.js'
import type {Position} from '../location.js'
import type {BinaryOperator, Node} from './ast.js'
import {parseArguments} from './parse-arguments.js'
import {parseObject} from './parse-object.js'
import {ANY, parseExpression} from './parser.js'
import {type TokenStream, unexpected} from './token-stream.js'
import type {Token} from './tokens.js'

const APPLY = 2

const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  '*': 5,
  '/': 5,
  '%': 5,
  '+': 6,
  '-': 6,
  '<<': 7,
  '>>': 7,
  '>': 8,
  '>=': 8,
  '<': 8,
  '<=': 8,
  in: 8,
  '==': 9,
  '!=': 9,
  '&': 10,
  '^': 11,
  '|': 12,
  '&&': 13,
  '||': 14,
}

/** Reads what follows an operand: operators, indices, calls and objects that extend it. A chain of any length takes no stack. */
export function parseInfix(stream: TokenStream, first: Node, begin: Position, precedence: number, depth: number): Node {
  stream.checkDepth(depth)
  let left = first
  for (;;) {
    const own = precedenceOf(stream.peek())
    if (own === undefined || own >= precedence) return left
    const token = stream.pop()
    switch (token.kind) {
      case '"["':
        left = parseIndex(stream, left, begin, depth)
        break
      case '"."': {
        const {data, end} = stream.expect('IDENTIFIER')
        left = {type: 'index', target: left, index: data, begin, end}
        break
      }
      case '"("':
        left = parseCall(stream, left, begin, depth)
        break
      case '"{"': {
        const right = parseObject(stream, token, depth + 1)
        left = {type: 'apply-brace', left, right, begin, end: right.end}
        break
      }
      default:
        left = parseOperand(stream, left, begin, token.data as BinaryOperator, own, depth)
    }
  }
}

/** Undefined where an expression ends. */
export function precedenceOf(token: Token): number | undefined {
  switch (token.kind) {
    case 'in':
    case 'OPERATOR': {
      if (token.data === ':' || token.data === '::') return undefined
      const precedence = PRECEDENCE[token.data as BinaryOperator] as number | undefined
      if (precedence === undefined) throw new SourceFault(`not a binary operator: ${token.data}`, token)
      return precedence
    }
    case '"."':
    case '"["':
    case '"("':
    case '"{"':
      return APPLY
    default:
      return undefined
  }
}

function parseOperand(
  stream: TokenStream,
  left: Node,
  begin: Position,
  operator: BinaryOperator,
  precedence: number,
  depth: number,
): Node {
  if (operator === 'in' && stream.isNext('super')) {
    return {type: 'in-super', element: left, begin, end: stream.pop().end}
  }
  const right = parseExpression(stream, precedence, depth + 1)
  return {type: 'binary', operator, left, right, begin, end: right.end}
}

function parseCall(stream: TokenStream, target: Node, begin: Position, depth: number): Node {
  const {args, close} = parseArguments(stream, 'function argument', depth)
  const named = args.findIndex(({name}) => name !== undefined)
  const misplaced = named < 0 ? undefined : args.slice(named).find(({name}) => name === undefined)
  if (misplaced) {
    throw new SourceFault('Positional argument after a named argument is not allowed', misplaced.value)
  }
  const tailstrict = stream.isNext('tailstrict')
  if (tailstrict) stream.pop()
  return {type: 'apply', target, args, tailstrict, begin, end: close.end}
}

function parseIndex(stream: TokenStream, target: Node, begin: Position, depth: number): Node {
  if (stream.isNext('"]"')) throw unexpected(stream.pop(), 'parsing index')
  const part = () => parseExpression(stream, ANY, depth + 1)
  const isColon = () => stream.isOperator(':')

  const first = isColon() || stream.isOperator('::') ? undefined : part()
  if (first && stream.isNext('"]"')) return {type: 'index', target, index: first, begin, end: stream.pop().end}

  let to: Node | undefined
  let step: Node | undefined
  if (stream.isOperator('::')) {
    stream.pop()
    if (!stream.isNext('"]"')) step = part()
  } else {
    popColon(stream)
    if (!isColon() && !stream.isNext('"]"')) to = part()
    if (!stream.isNext('"]"')) {
      popColon(stream)
      if (!stream.isNext('"]"')) step = part()
    }
  }
  const {end} = stream.expect('"]"')
  return {type: 'slice', target, ...(first && {from: first}), ...(to && {to}), ...(step && {step}), begin, end}
}

function popColon(stream: TokenStream): void {
  const colon = stream.pop()
  if (colon.data !== ':') throw unexpected(colon, 'parsing slice')
}
