import {parseDocument} from 'yaml'

import {StackError} from '../errors.js'
import type {JsonNode} from './parse-json.js'

/** The value of a YAML document (1.2, `<<` merges), its fields in their order. Throws `CONFIG_INVALID` for what is none or has no JSON. */
export function yamlToJson(text: string): JsonNode {
  const document = parseDocument(text, {intAsBigInt: true, merge: true})
  const [problem] = [...document.errors, ...document.warnings]
  if (problem) throw new StackError('CONFIG_INVALID', problem.message.trimEnd(), {cause: problem})
  try {
    return toNode(document.toJS({mapAsMap: true}))
  } catch (error) {
    // The parser's own: an alias of nothing, or too many of them.
    if (StackError.is(error)) throw error
    throw new StackError('CONFIG_INVALID', error instanceof Error ? error.message : String(error), {cause: error})
  }
}

function toNode(value: unknown): JsonNode {
  if (value === null || value === undefined) return {kind: 'literal', text: 'null'}
  if (typeof value === 'string') return {kind: 'string', value}
  if (typeof value === 'boolean') return {kind: 'literal', text: String(value)}
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value)))
    return {kind: 'number', text: String(value)}
  if (Array.isArray(value)) return {kind: 'array', items: value.map(toNode)}
  if (value instanceof Map)
    return {kind: 'object', fields: new Map([...value].map(([key, item]) => [keyOf(key), toNode(item)]))}
  throw new StackError('CONFIG_INVALID', `JSON has nothing for ${describe(value)}`)
}

function keyOf(key: unknown): string {
  if (typeof key === 'string') return key
  if (key === null || typeof key === 'number' || typeof key === 'bigint' || typeof key === 'boolean') return String(key)
  throw new StackError('CONFIG_INVALID', `a key is ${describe(key)}; JSON has strings alone`)
}

function describe(value: unknown): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'object' ? 'a list, a map or binary data' : typeof value
}
