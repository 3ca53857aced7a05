import {StackError} from '../errors.js'

/** JSON as it stands in a text: fields in their order, numbers in their words. `JSON.parse` moves keys that look like integers, and rounds. */
export type JsonNode =
  | {readonly kind: 'literal' | 'number'; readonly text: string}
  | {readonly kind: 'string'; readonly value: string}
  | {readonly kind: 'array'; readonly items: JsonNode[]}
  | {readonly kind: 'object'; readonly fields: Map<string, JsonNode>}

type Container = Extract<JsonNode, {kind: 'array' | 'object'}>

/** Values in each other; the seed's uploader, which is Python, takes about as many. */
const DEEPEST = 900

const SPACE = /[ \t\n\r]*/y
const SCALAR = /(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)|true|false|null/y

/** Of a field that stands twice the last value counts, at the place of the first. Throws `CONFIG_INVALID`. */
export function parseJson(text: string): JsonNode {
  const open: Container[] = []
  const root: JsonNode[] = []
  let at = spaceFrom(text, 0)
  let key: string | undefined
  for (;;) {
    const node = readStart(text, at, open.length)
    at = spaceFrom(text, node.end)
    put(open.at(-1), key, node.value, root)
    key = undefined
    if (node.value.kind === 'array' || node.value.kind === 'object') {
      const close = node.value.kind === 'array' ? ']' : '}'
      if (text[at] === close) at = spaceFrom(text, at + 1)
      else {
        open.push(node.value)
        if (node.value.kind === 'object') ({key, at} = readKey(text, at))
        continue
      }
    }
    // Behind a value: what ends the containers that it is the last of.
    for (;;) {
      const inside = open.at(-1)
      if (!inside) {
        if (at < text.length) throw noJson(text, at)
        return root[0]!
      }
      if (text[at] === ',') {
        at = spaceFrom(text, at + 1)
        if (inside.kind === 'object') ({key, at} = readKey(text, at))
        break
      }
      if (text[at] !== (inside.kind === 'array' ? ']' : '}')) throw noJson(text, at)
      open.pop()
      at = spaceFrom(text, at + 1)
    }
  }
}

function put(inside: Container | undefined, key: string | undefined, node: JsonNode, root: JsonNode[]): void {
  if (inside?.kind === 'object') inside.fields.set(key!, node)
  else (inside?.items ?? root).push(node)
}

/** A scalar, or a container with nothing in it yet. */
function readStart(text: string, at: number, depth: number): {value: JsonNode; end: number} {
  const first = text[at]
  if (first === '{' || first === '[') {
    if (depth >= DEEPEST) throw noJson(text, at, `more than ${DEEPEST} values in each other`)
    const value: JsonNode = first === '{' ? {kind: 'object', fields: new Map()} : {kind: 'array', items: []}
    return {value, end: at + 1}
  }
  if (first === '"') {
    const {value, end} = readString(text, at)
    return {value: {kind: 'string', value}, end}
  }
  SCALAR.lastIndex = at
  const found = SCALAR.exec(text)
  if (!found) throw noJson(text, at)
  const [scalar, number] = found
  return {value: {kind: number === undefined ? 'literal' : 'number', text: scalar}, end: at + scalar.length}
}

function readKey(text: string, at: number): {key: string; at: number} {
  if (text[at] !== '"') throw noJson(text, at)
  const {value: key, end} = readString(text, at)
  const colon = spaceFrom(text, end)
  if (text[colon] !== ':') throw noJson(text, colon)
  return {key, at: spaceFrom(text, colon + 1)}
}

function readString(text: string, at: number): {value: string; end: number} {
  let end = at + 1
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
  try {
    return {value: JSON.parse(text.slice(at, end + 1)) as string, end: end + 1}
  } catch {
    throw noJson(text, at)
  }
}

function spaceFrom(text: string, at: number): number {
  SPACE.lastIndex = at
  SPACE.exec(text)
  return SPACE.lastIndex
}

function noJson(text: string, at: number, reason?: string): StackError {
  const before = text.slice(0, at).split('\n')
  const line = before.length
  const column = (before.at(-1) ?? '').length + 1
  const found = at >= text.length ? 'it ends' : JSON.stringify(text.slice(at, at + 20))
  return new StackError('CONFIG_INVALID', `no JSON at line ${line}, column ${column}: ${reason ?? found}`, {
    details: {line, column},
  })
}
