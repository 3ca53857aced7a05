import {SourceFault} from '../errors.js'
import type {Bind, Field, Node, ObjectAssert, Visibility} from './ast.js'
import {parseParameters} from './parse-arguments.js'
import {parseAssertion, parseBind} from './parse-greedy.js'
import {ANY, parseExpression} from './parser.js'
import {parseComprehension} from './parse-terminal.js'
import {type TokenStream, unexpected} from './token-stream.js'
import {isString, type Token} from './tokens.js'

const SEPARATORS: ReadonlyMap<string, {visibility: Visibility; plus: boolean}> = new Map([
  [':', {visibility: ':', plus: false}],
  ['::', {visibility: '::', plus: false}],
  [':::', {visibility: ':::', plus: false}],
  ['+:', {visibility: ':', plus: true}],
  ['+::', {visibility: '::', plus: true}],
  ['+:::', {visibility: ':::', plus: true}],
])

interface Members {
  locals: Bind[]
  fields: Field[]
  asserts: ObjectAssert[]
  /** Names of fields, as written, and of locals. */
  fieldNames: Set<string>
  localNames: Set<string>
}

/** Reads an object whose brace is already taken. */
export function parseObject(stream: TokenStream, open: Token, depth: number): Node {
  stream.checkDepth(depth)
  const members: Members = {locals: [], fields: [], asserts: [], fieldNames: new Set(), localNames: new Set()}
  const {begin} = open
  let comma = true
  stream.objects++
  for (;;) {
    const next = stream.pop()
    if (next.kind === '"}"') {
      stream.objects--
      const {locals, fields, asserts} = members
      return {type: 'object', locals, fields, asserts, begin, end: next.end}
    }
    if (next.kind === 'for') return comprehension(stream, members, open, next, depth)
    if (!comma) throw new SourceFault('expected a comma before next field.', next)
    parseMember(stream, next, members, depth)
    comma = stream.isNext('","')
    if (comma) stream.pop()
  }
}

function parseMember(stream: TokenStream, first: Token, members: Members, depth: number): void {
  if (first.kind === 'local') {
    const bind = parseBind(stream, members.localNames, depth)
    members.localNames.add(bind.name)
    const {body} = bind
    // A function of an object is where its body is.
    const placed = body.type === 'function' && body.begin < 0 ? {...body, begin: body.body.begin} : body
    members.locals.push({...bind, body: placed})
  } else if (first.kind === 'assert') {
    members.asserts.push(parseAssertion(stream, depth))
  } else {
    members.fields.push(parseField(stream, first, members.fieldNames, depth))
  }
}

function parseField(stream: TokenStream, first: Token, taken: Set<string>, depth: number): Field {
  const name = parseFieldName(stream, first, depth)
  const method = stream.isNext('"("')
  if (method) stream.pop()
  const parameters = method ? parseParameters(stream, 'method parameter', depth) : []

  const {data} = stream.expect('OPERATOR')
  const separator = SEPARATORS.get(data)
  if (!separator) throw new SourceFault(`expected one of :, ::, :::, +:, +::, +:::, got: ${data}`, first)
  if (method && separator.plus) {
    throw new SourceFault(`cannot use +: syntax sugar in a method: ${first.data}`, first)
  }
  if (first.kind !== '"["') {
    if (taken.has(first.data)) throw new SourceFault(`duplicate field: ${first.data}`, first)
    taken.add(first.data)
  }

  const body = parseExpression(stream, ANY, depth + 1)
  const {begin, end} = body
  return {name, ...separator, body: method ? {type: 'function', parameters, body, begin, end} : body}
}

function parseFieldName(stream: TokenStream, first: Token, depth: number): Node | string {
  if (first.kind === 'IDENTIFIER') return first.data
  if (isString(first.kind)) return stream.string(first).value
  if (first.kind !== '"["') throw unexpected(first, 'parsing field definition')
  // A computed name is outside of the object.
  stream.objects--
  const name = parseExpression(stream, ANY, depth + 1)
  stream.objects++
  stream.expect('"]"')
  return name
}

function comprehension(stream: TokenStream, members: Members, open: Token, at: Token, depth: number): Node {
  stream.objects--
  const {locals, fields, asserts} = members
  const [field] = fields
  if (asserts.length > 0) throw new SourceFault('object comprehension cannot have asserts.', at)
  if (!field || fields.length !== 1) throw new SourceFault('object comprehension can only have one field.', at)
  if (field.visibility !== ':') throw new SourceFault('object comprehensions cannot have hidden fields.', at)
  if (typeof field.name === 'string') throw new SourceFault('object comprehensions can only have [e] fields.', at)
  const {specs, close} = parseComprehension(stream, '"}"', depth + 1)
  return {type: 'object-comprehension', locals, field, specs, begin: open.begin, end: close.end}
}
