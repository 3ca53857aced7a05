import {SourceFault} from '../errors.js'
import type {Bind, Import, Node} from './ast.js'
import {parseParameters} from './parse-arguments.js'
import {ANY, parseExpression} from './parser.js'
import type {TokenStream} from './token-stream.js'
import {describe, type Token} from './tokens.js'

/** Reads what takes all that follows it, such as `local` and `if`; undefined where the next token begins nothing of that kind. */
export function parseGreedy(stream: TokenStream, depth: number): Node | undefined {
  stream.checkDepth(depth)
  const first = stream.peek()
  switch (first.kind) {
    case 'assert':
      return parseAssert(stream, stream.pop(), depth)
    case 'error': {
      const {begin} = stream.pop()
      const value = parseExpression(stream, ANY, depth + 1)
      return {type: 'error', value, begin, end: value.end}
    }
    case 'if':
      return parseConditional(stream, stream.pop(), depth)
    case 'function':
      return parseFunction(stream, stream.pop(), depth)
    case 'import':
    case 'importstr':
    case 'importbin':
      return parseImport(stream, stream.pop(), first.kind, depth)
    case 'local':
      return parseLocal(stream, stream.pop(), depth)
    default:
      return undefined
  }
}

function parseAssert(stream: TokenStream, {begin}: Token, depth: number): Node {
  const {condition, message} = parseAssertion(stream, depth)
  stream.expect('";"')
  const rest = parseExpression(stream, ANY, depth + 1)
  return {type: 'assert', condition, ...(message && {message}), rest, begin, end: rest.end}
}

/** `condition` or `condition : message`. */
export function parseAssertion(stream: TokenStream, depth: number): {condition: Node; message?: Node} {
  const condition = parseExpression(stream, ANY, depth + 1)
  if (!stream.isOperator(':')) return {condition}
  stream.pop()
  return {condition, message: parseExpression(stream, ANY, depth + 1)}
}

function parseConditional(stream: TokenStream, {begin}: Token, depth: number): Node {
  const condition = parseExpression(stream, ANY, depth + 1)
  stream.expect('then')
  const then = parseExpression(stream, ANY, depth + 1)
  if (!stream.isNext('else')) return {type: 'conditional', condition, then, begin, end: then.end}
  stream.pop()
  const otherwise = parseExpression(stream, ANY, depth + 1)
  return {type: 'conditional', condition, then, otherwise, begin, end: otherwise.end}
}

function parseFunction(stream: TokenStream, {begin}: Token, depth: number): Node {
  const open = stream.pop()
  if (open.kind !== '"("') throw new SourceFault(`expected ( but got ${describe(open)}`, open)
  const parameters = parseParameters(stream, 'function parameter', depth)
  const body = parseExpression(stream, ANY, depth + 1)
  return {type: 'function', parameters, body, begin, end: body.end}
}

function parseImport(stream: TokenStream, {begin}: Token, as: Import['as'], depth: number): Node {
  const path = parseExpression(stream, ANY, depth + 1)
  if (path.type !== 'string') throw new SourceFault('computed imports are not allowed.', path)
  if (path.kind === 'STRING_BLOCK') throw new SourceFault('Cannot use text blocks in import statements.', path)
  return {type: 'import', as, path: path.value, begin, end: path.end}
}

function parseLocal(stream: TokenStream, {begin}: Token, depth: number): Node {
  const binds: Bind[] = []
  const taken = new Set<string>()
  for (;;) {
    const bind = parseBind(stream, taken, depth + 1)
    taken.add(bind.name)
    binds.push(bind)
    const delimiter = stream.pop()
    if (delimiter.kind === '";"') break
    if (delimiter.kind !== '","') throw new SourceFault(`expected , or ; but got ${describe(delimiter)}`, delimiter)
  }
  const body = parseExpression(stream, ANY, depth + 1)
  const own = {type: 'local', body, begin, end: body.end} as const
  // Its functions are where the whole expression is, in error messages.
  const placed = binds.map((bind) =>
    bind.body.type === 'function' && bind.body.begin < 0 ? {...bind, body: {...bind.body, begin, end: body.end}} : bind,
  )
  return {...own, binds: placed}
}

/** `name = body` and `name(parameters) = body`. The latter's function has no place of its own: its begin is negative. */
export function parseBind(stream: TokenStream, taken: ReadonlySet<string>, depth: number): Bind {
  const variable = stream.expect('IDENTIFIER')
  if (taken.has(variable.data)) throw new SourceFault(`duplicate local var: ${variable.data}`, variable)
  const {data: name, begin, end} = variable
  if (!stream.isNext('"("')) {
    stream.expect('OPERATOR', '=')
    return {name, body: parseExpression(stream, ANY, depth + 1), begin, end}
  }
  stream.pop()
  const parameters = parseParameters(stream, 'function parameter', depth)
  stream.expect('OPERATOR', '=')
  const body = parseExpression(stream, ANY, depth + 1)
  return {name, body: {type: 'function', parameters, body, begin: -1, end: body.end}, begin, end}
}
