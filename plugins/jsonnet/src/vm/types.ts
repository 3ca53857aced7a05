import {Fault} from '../errors.js'
import {Builtin} from '../std/builtin.js'
import {Obj} from './object.js'
import {Closure, type Func, type Value} from './value.js'

export type TypeName = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object' | 'function'

export function typeOf(value: Value): TypeName {
  switch (typeof value) {
    case 'string':
      return 'string'
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    default:
      if (value === null) return 'null'
      if (Array.isArray(value)) return 'array'
      return value instanceof Obj ? 'object' : 'function'
  }
}

export function isFunction(value: Value): value is Func {
  return value instanceof Closure || value instanceof Builtin
}

/** Throws a Fault where a value is called that is no function. */
export function toFunction(value: Value): Func {
  if (isFunction(value)) return value
  throw new Fault(`only functions can be called, got ${typeOf(value)}`)
}
