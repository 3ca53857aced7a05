import {objectOf} from './object.js'
import type {Lazy, Value} from './value.js'

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | {readonly [key: string]: JsonValue}

/** A value of JSON as one of the language. Nesting takes no stack. */
export function fromJson(root: JsonValue): Value {
  const result: Lazy[] = []
  const open: {from: JsonValue; put: (value: Value) => void}[] = [{from: root, put: (value) => result.push(value)}]
  const finish: (() => void)[] = []
  for (let next = open.pop(); next; next = open.pop()) {
    const {from, put} = next
    if (from === null || typeof from !== 'object') put(from)
    else if (Array.isArray(from)) {
      const elements: Lazy[] = []
      ;(from as readonly JsonValue[]).forEach((element, index) => {
        open.push({from: element, put: (value) => (elements[index] = value)})
      })
      put(elements)
    } else {
      const fields = new Map<string, Lazy>()
      for (const [name, field] of Object.entries(from)) {
        fields.set(name, null)
        open.push({from: field, put: (value) => fields.set(name, value)})
      }
      finish.push(() => put(objectOf(fields)))
    }
  }
  // The innermost objects come last, and are made first.
  for (const make of finish.reverse()) make()
  return result[0] as Value
}
