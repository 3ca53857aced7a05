import {Fault} from '../errors.js'
import {quote} from '../print/string.js'
import {arity} from '../vm/arguments.js'
import {SubSteps} from '../vm/demand.js'
import {Obj} from '../vm/object.js'
import {concat, equalSteps, remainder, stringify} from '../vm/steps.js'
import {lengthOf} from '../vm/text.js'
import {isFunction, type TypeName, typeOf} from '../vm/types.js'
import type {Value} from '../vm/value.js'
import {type Builtin, lazy, stepped, strict} from './builtin.js'

const isType = (name: string, type: TypeName) => strict(name, ['v'], ([v]) => typeOf(v!) === type)

/** Types, text, equality and what comes from outside. */
export const BASIC: readonly Builtin[] = [
  strict('type', ['x'], ([x]) => typeOf(x!)),
  isType('isString', 'string'),
  isType('isNumber', 'number'),
  isType('isBoolean', 'boolean'),
  isType('isObject', 'object'),
  isType('isArray', 'array'),
  isType('isFunction', 'function'),
  isType('isNull', 'null'),

  strict('length', ['x'], ([x]) => lengthOfValue(x!)),
  strict('isEmpty', ['str'], ([str]) => lengthOfValue(str!) === 0),

  stepped('toString', ['a'], function* ([a], machine) {
    return yield stringify(machine, a!)
  }),
  stepped('mod', ['a', 'b'], function* ([a, b]) {
    return yield remainder(a!, b!)
  }),
  stepped('equals', ['a', 'b'], ([a, b]) => equalSteps(a!, b!)),
  stepped('xnor', ['x', 'y'], ([x, y]) => equalSteps(x!, y!)),
  stepped('xor', ['x', 'y'], ([x, y]) => equalSteps(x!, y!, false)),
  strict('primitiveEquals', ['a', 'b'], ([a, b]) => primitiveEquals(a!, b!)),

  stepped('assertEqual', ['a', 'b'], function* ([a, b], machine) {
    if ((yield new SubSteps(equalSteps(a!, b!))) === true) return true
    const shown = (value: Value) => (typeof value === 'string' ? quote(value) : value)
    const left = yield concat(machine, 'Assertion failed. ', shown(a!))
    throw new Fault((yield concat(machine, `${left as string} != `, shown(b!))) as string)
  }),

  lazy('trace', ['str', 'rest'], function* ([text, rest], machine) {
    const str = yield text!
    // What is to be returned is evaluated first, as in C++.
    const result = yield rest!
    if (typeof str !== 'string') {
      throw new Fault(`Builtin function trace expected string as first parameter but got ${typeOf(str)}`)
    }
    machine.surroundings.trace(`TRACE: ${machine.askerLine()} ${str}`)
    return result
  }),
  lazy('extVar', ['x'], function* ([x], machine) {
    const name = yield x!
    if (typeof name !== 'string') throw wrongTypes('extVar', ['string'], [name])
    const value = machine.surroundings.extVar(name)
    if (value === undefined) throw new Fault(`undefined external variable: ${name}`)
    return yield value
  }),
  strict('native', ['name'], ([name], machine) => {
    if (typeof name !== 'string') throw wrongTypes('native', ['string'], [name!])
    return machine.surroundings.native(name) ?? null
  }),
]

/** What is wrong with the arguments of a function, in the words of those that C++ has built in. */
export function wrongTypes(name: string, expected: readonly TypeName[], args: readonly Value[]): Fault {
  const got = args.map((value) => typeOf(value)).join(', ')
  return new Fault(`Builtin function ${name} expected (${expected.join(', ')}) but got (${got})`)
}

/** Throws where an argument has another type. */
export function expectTypes(name: string, expected: readonly TypeName[], args: readonly Value[]): void {
  for (let index = 0; index < expected.length; index++) {
    if (typeOf(args[index]!) !== expected[index]) throw wrongTypes(name, expected, args)
  }
}

/** A number as 64 bits, as C++ has it: what they cannot hold is their least. */
export function toLong(value: number): bigint {
  return Math.abs(value) < 2 ** 63 ? BigInt(Math.trunc(value)) : -(2n ** 63n)
}

/** What `std.length` returns. */
export function lengthOfValue(value: Value): number {
  if (typeof value === 'string') return lengthOf(value)
  if (Array.isArray(value)) return value.length
  if (value instanceof Obj) return value.names().length
  if (isFunction(value)) return arity(value)
  throw new Fault(`length operates on strings, objects, and arrays, got ${typeOf(value)}`)
}

function primitiveEquals(left: Value, right: Value): boolean {
  const type = typeOf(left)
  if (type !== typeOf(right)) return false
  if (type === 'function') throw new Fault('cannot test equality of functions')
  if (type === 'array' || type === 'object') {
    throw new Fault(`primitiveEquals operates on primitive types, got ${type}`)
  }
  return left === right
}
