import {Fault} from '../errors.js'
import {fromJson, type JsonValue} from '../vm/json-value.js'
import type {Value} from '../vm/value.js'
import {expectTypes} from './basic.js'
import {type Builtin, strict} from './builtin.js'
import {findJsonFault} from './json-fault.js'

export const PARSE_JSON: readonly Builtin[] = [
  strict('parseJson', ['str'], (args) => {
    expectTypes('parseJson', ['string'], args)
    return parseJson(args[0] as string)
  }),
]

function parseJson(text: string): Value {
  try {
    const parsed = JSON.parse(text.includes('-0') ? withoutMinusZero(text) : text) as JsonValue
    const surrogate = /\\u[dD][89a-fA-F]/.test(text) ? findJsonFault(text) : undefined
    if (surrogate) throw new Fault(surrogate)
    return fromJson(parsed)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new Fault(findJsonFault(text) ?? error.message)
  }
}

/** An integer has no sign where it is zero. */
function withoutMinusZero(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|-0(?![.\deE])/g, (_, string?: string) => string ?? '0')
}
