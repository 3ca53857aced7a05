import {Fault} from '../errors.js'
import {INLINE, JsonPrinter} from '../print/json.js'
import {formatNumber} from '../print/number.js'
import {stdConstant} from '../std/registry.js'
import {Call, type Demand, FieldOf, Pace, type Place, type Steps, SubSteps} from './demand.js'
import {fieldNow} from './fields.js'
import type {Machine} from './machine.js'
import {Obj} from './object.js'
import {checkNumber, compareNow, holds} from './operators.js'
import {Thunk} from './thunk.js'
import {isFunction, toFunction, typeOf} from './types.js'
import type {Lazy, Value} from './value.js'

/** A value as a string; undefined where that takes steps. */
function textNow(value: Value): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return formatNumber(value)
  return value === null || typeof value === 'boolean' ? String(value) : undefined
}

/** What to ask for to have a value as a string. */
export function stringify(machine: Machine, value: Value, place?: Place): string | SubSteps {
  const now = textNow(value)
  if (now !== undefined) return now
  const printer = new JsonPrinter(machine, INLINE, place)
  return new SubSteps(printer.steps(value), printer)
}

/** `+` where one side is a string. */
export function concat(machine: Machine, left: Value, right: Value): string | SubSteps {
  const before = textNow(left)
  const behind = textNow(right)
  if (before !== undefined && behind !== undefined) return before + behind
  return new SubSteps(concatSteps(machine, left, right))
}

function* concatSteps(machine: Machine, left: Value, right: Value): Steps {
  const before = yield stringify(machine, left, {file: '', operand: 0})
  const behind = yield stringify(machine, right, {file: '', operand: 1})
  return `${before as string}${behind as string}`
}

/** `%`: the remainder of numbers, or a string that is formatted. */
export function remainder(left: Value, right: Value): Demand {
  if (typeof left === 'number' && typeof right === 'number') {
    if (right === 0) throw new Fault('division by zero.')
    return checkNumber(left % right)
  }
  if (typeof left === 'string') return new Call(toFunction(stdConstant('format')!), [left, right])
  throw new Fault(`Operator % cannot be used on types ${typeOf(left)} and ${typeOf(right)}.`)
}

/** Whether two values are equal; undefined where that takes steps. */
export function equalNow(left: Value, right: Value): boolean | undefined {
  if (left === null || right === null) return left === right
  if (typeof left !== 'object' || typeof right !== 'object') return left === right
  if (Array.isArray(left)) return Array.isArray(right) && (left.length === right.length ? undefined : false)
  if (left instanceof Obj) return right instanceof Obj ? undefined : false
  if (isFunction(right)) throw new Fault('cannot test equality of functions')
  return false
}

/** Two arrays of one length, or two objects, in a comparison. */
interface Pair {
  readonly left: Lazy[] | Obj
  readonly right: Lazy[] | Obj
  readonly names: readonly string[] | undefined
  readonly size: number
  at: number
}

/** Compares from the first element on; `wanted` is what equality gives. Nesting takes no stack. */
export function* equalSteps(left: Value, right: Value, wanted = true): Steps {
  const pairs: Pair[] = []
  const pace = new Pace()
  let [a, b] = [left, right]
  for (;;) {
    if (pace.isDue()) yield null
    const now = equalNow(a, b)
    if (now === false) return !wanted
    if (now === undefined) {
      const pair = toPair(a as Lazy[] | Obj, b as Lazy[] | Obj)
      if (!pair) return !wanted
      pairs.push(pair)
    }
    let pair = pairs.at(-1)
    while (pair && pair.at === pair.size) {
      pairs.pop()
      pair = pairs.at(-1)
    }
    if (!pair) return wanted
    const index = pair.at++
    const [x, y] = [part(pair.left, pair.names, index), part(pair.right, pair.names, index)]
    a = isDone(x) ? x : yield x
    b = isDone(y) ? y : yield y
  }
}

function toPair(left: Lazy[] | Obj, right: Lazy[] | Obj): Pair | undefined {
  if (Array.isArray(left)) return {left, right, names: undefined, size: left.length, at: 0}
  const names = left.names()
  const others = (right as Obj).names()
  if (names.length !== others.length || names.some((name, index) => name !== others[index])) return undefined
  return {left, right, names, size: names.length, at: 0}
}

function part(whole: Lazy[] | Obj, names: readonly string[] | undefined, index: number): Lazy | FieldOf {
  if (Array.isArray(whole)) return whole[index]!
  return fieldOf(whole, names![index]!)
}

/** A field's value, or what must be evaluated for it. */
export function fieldOf(object: Obj, name: string): Lazy | FieldOf {
  return object.needsAsserts ? new FieldOf(object, name) : (fieldNow(object, name) ?? new FieldOf(object, name))
}

export function isDone(element: Lazy | FieldOf): element is Value {
  return !(element instanceof Thunk) && !(element instanceof FieldOf)
}

/** Whether `left operator right` holds for two arrays. */
export function* compareSteps(operator: '<' | '>' | '<=' | '>=', left: Lazy[], right: Lazy[]): Steps {
  const order = yield new SubSteps(orderSteps(left, right))
  return holds(operator, order as number)
}

/** Negative, zero or positive; arrays by their first difference. */
export function* orderSteps(left: Value, right: Value): Steps {
  const pairs: {left: Lazy[]; right: Lazy[]; at: number}[] = []
  const pace = new Pace()
  let [a, b] = [left, right]
  for (;;) {
    if (pace.isDue()) yield null
    const order = orderNow(a, b)
    if (order !== undefined && order !== 0) return order
    if (order === undefined) pairs.push({left: a as Lazy[], right: b as Lazy[], at: 0})
    let pair = pairs.at(-1)
    while (pair && pair.at === Math.min(pair.left.length, pair.right.length)) {
      const {length} = pair.left
      if (length !== pair.right.length) return length - pair.right.length
      pairs.pop()
      pair = pairs.at(-1)
    }
    if (!pair) return 0
    const index = pair.at++
    const [x, y] = [pair.left[index]!, pair.right[index]!]
    a = x instanceof Thunk ? yield x : x
    b = y instanceof Thunk ? yield y : y
  }
}

/** The order of two values that are no arrays; undefined for two arrays. */
export function orderNow(left: Value, right: Value): number | undefined {
  const types = [typeOf(left), typeOf(right)]
  if (types[0] !== types[1]) throw new Fault(`Comparison requires matching types. Got ${types[0]} and ${types[1]}`)
  if (types[0] === 'function' || types[0] === 'object' || types[0] === 'boolean') {
    throw new Fault(`Values of type ${types[0]} are not comparable.`)
  }
  return compareNow('<', left, right)
}
