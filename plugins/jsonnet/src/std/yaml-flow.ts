import type {JsonValue} from '../vm/json-value.js'
import {fold, plainValue, readQuoted} from './yaml-scalar.js'
import type {YamlText} from './yaml-text.js'

const PLAIN = /(?:[^,[\]{}:#\n]|:(?![\s,[\]{}])|(?<=\S)#|\n(?!\s*#))+/y

/** Reads a value within brackets or braces. */
export function readFlow(text: YamlText): JsonValue {
  text.refuseProperties()
  if (text.character === '[') return text.nested(() => readFlowSequence(text))
  if (text.character === '{') return text.nested(() => readFlowMapping(text))
  if (text.character === '"' || text.character === "'") return readQuoted(text)
  return plainValue(readPlain(text))
}

function readPlain(text: YamlText): string {
  return fold((text.take(PLAIN) ?? '').trim())
}

function readFlowSequence(text: YamlText): JsonValue[] {
  const elements: JsonValue[] = []
  text.at++
  for (text.skipLines(); text.character !== ']'; text.skipLines()) {
    const element = readFlow(text)
    text.skipLines()
    // A pair stands for an object of one field.
    if (text.character === ':') elements.push({[keyOf(text, element)]: readMember(text)})
    else elements.push(element)
    readComma(text, ']')
  }
  text.at++
  return elements
}

function readFlowMapping(text: YamlText): JsonValue {
  const fields: Record<string, JsonValue> = Object.create(null) as Record<string, JsonValue>
  text.at++
  for (text.skipLines(); text.character !== '}'; text.skipLines()) {
    const {at} = text
    const key = readFlow(text)
    if (text.at === at) text.fail('parse error')
    text.skipLines()
    fields[keyOf(text, key)] = text.character === ':' ? readMember(text) : null
    readComma(text, '}')
  }
  text.at++
  return fields
}

function readMember(text: YamlText): JsonValue {
  text.at++
  text.skipLines()
  return readFlow(text)
}

function readComma(text: YamlText, close: string): void {
  text.skipLines()
  if (text.character === ',') text.at++
  else if (text.character !== close) text.fail(text.ended ? `missing terminating ${close}` : 'parse error')
}

export function keyOf(text: YamlText, key: JsonValue): string {
  if (typeof key === 'object' && key !== null) text.fail('ryml trees cannot handle containers as keys')
  return String(key)
}
