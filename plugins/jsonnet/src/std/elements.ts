import {Fault} from '../errors.js'
import {Call, type Demand, type Steps} from '../vm/demand.js'
import {later} from '../vm/later.js'
import type {Machine} from '../vm/machine.js'
import {add, checkNumber} from '../vm/operators.js'
import {concat} from '../vm/steps.js'
import {toCharacters} from '../vm/text.js'
import {Thunk} from '../vm/thunk.js'
import {toFunction, typeOf} from '../vm/types.js'
import type {Lazy, Value} from '../vm/value.js'
import {elementOf} from '../vm/build.js'
import {lengthOfValue} from './basic.js'

/** What yields while it does not return a value of the language. */
export type Doing<Result> = Generator<Demand, Result, Value>

/** Evaluates all elements; each value takes its thunk's place. */
export function* valuesOf(array: Lazy[]): Doing<Value[]> {
  for (let index = 0; index < array.length; index++) {
    const element = array[index]!
    if (element instanceof Thunk) array[index] = yield element
  }
  return array as Value[]
}

/** What a key function returns for each element; without one the elements themselves. */
export function* keysOf(array: Lazy[], keyF: Value | undefined): Doing<Value[]> {
  if (keyF === undefined) return yield* valuesOf(array)
  const func = toFunction(keyF)
  const keys: Value[] = []
  for (const element of array) keys.push(yield new Call(func, [element]))
  return keys
}

/** An array, or the characters of a string. */
export function sequenceOf(value: Value): Lazy[] | undefined {
  if (Array.isArray(value)) return value
  return typeof value === 'string' ? toCharacters(value) : undefined
}

/** What is indexed by numbers from 0. The elements of an object fail as `value[0]` does, when they are needed. */
export function indexable(value: Value): Lazy[] {
  const fail = (_: unknown, index: number) => later(() => elementOf(value, index))
  return sequenceOf(value) ?? Array.from({length: lengthOfValue(value)}, fail)
}

/** `left + right`, or what must be evaluated for it. */
export function plus(machine: Machine, left: Value, right: Value): Demand {
  if (typeof left === 'number' && typeof right === 'number') return checkNumber(left + right)
  if (typeof left === 'string' || typeof right === 'string') return concat(machine, left, right)
  return add(left, right, machine.meter)
}

/** Adds all elements to `first`, from the left. */
export function* sumOf(machine: Machine, array: Lazy[], first: Value): Steps {
  let sum = first
  for (const element of array) {
    const value = element instanceof Thunk ? yield element : element
    const next = plus(machine, sum, value)
    sum = typeof next === 'object' && next !== null && !Array.isArray(next) ? yield next : next
  }
  return sum
}

/** Throws unless the value is an array. */
export function expectArray(value: Value, message: string): Lazy[] {
  if (Array.isArray(value)) return value
  throw new Fault(message + typeOf(value))
}
