import {BINARY_OPERATORS, UNARY_OPERATORS} from '../compile/op.js'
import {Fault} from '../errors.js'
import type {Meter} from './budget.js'
import {Obj} from './object.js'
import {compareText} from './text.js'
import {typeOf} from './types.js'
import type {Value} from './value.js'

/** A number that is one; else a Fault. */
export function checkNumber(value: number): number {
  if (Number.isFinite(value)) return value
  throw new Fault(Number.isNaN(value) ? 'not a number' : 'overflow')
}

const PLURAL = {
  null: 'null',
  boolean: 'booleans',
  number: 'numbers',
  string: 'strings',
  array: 'arrays',
  object: 'objects',
  function: 'functions',
} as const

/** What is wrong with two operands. */
export function mismatch(operator: string, left: Value, right: Value): Fault {
  const types = [typeOf(left), typeOf(right)] as const
  if (types[0] === types[1]) return new Fault(`binary operator ${operator} does not operate on ${PLURAL[types[0]]}.`)
  return new Fault(`binary operator ${operator} requires matching types, got ${types[0]} and ${types[1]}.`)
}

/** `+` of two arrays, or of an object and another. Strings and numbers are added elsewhere. */
export function add(left: Value, right: Value, meter: Meter): Value {
  if (Array.isArray(left) && Array.isArray(right)) return meter.charged(left.concat(right))
  if (left instanceof Obj && right instanceof Obj) return new Obj(null, left, right)
  throw mismatch('+', left, right)
}

export function arithmetic(operator: '-' | '*' | '/', left: Value, right: Value): number {
  if (typeof left !== 'number' || typeof right !== 'number') throw mismatch(operator, left, right)
  if (operator === '-') return checkNumber(left - right)
  if (operator === '*') return checkNumber(left * right)
  if (right === 0) throw new Fault('division by zero.')
  return checkNumber(left / right)
}

/** The order of two numbers or strings; undefined for two arrays. */
export function compareNow(operator: string, left: Value, right: Value): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left < right ? -1 : left > right ? 1 : 0
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right)
  if (Array.isArray(left) && Array.isArray(right)) return undefined
  throw mismatch(operator, left, right)
}

export function holds(operator: '<' | '>' | '<=' | '>=', order: number): boolean {
  if (operator === '<') return order < 0
  if (operator === '>') return order > 0
  return operator === '<=' ? order <= 0 : order >= 0
}

/** The operators that have no instruction of their own, except `%`. */
export function binary(index: number, left: Value, right: Value): Value {
  const operator = BINARY_OPERATORS[index]!
  if (operator === 'in') return isIn(left, right)
  if (operator === '&&' || operator === '||') {
    if (typeof left !== 'boolean' || typeof right !== 'boolean') throw mismatch(operator, left, right)
    return operator === '&&' ? left && right : left || right
  }
  if (typeof left !== 'number' || typeof right !== 'number') throw mismatch(operator, left, right)
  return bits(operator, left, right)
}

function isIn(left: Value, right: Value): boolean {
  if (typeof left !== 'string') {
    throw new Fault(`the left hand side of the 'in' operator should be a string,  got ${typeOf(left)}`)
  }
  if (!(right instanceof Obj)) {
    throw new Fault(`the right hand side of the 'in' operator should be an object, got ${typeOf(right)}`)
  }
  return right.find(left) >= 0
}

const OUTSIDE = 'numeric value outside safe integer range for bitwise operation.'

/** The integer part, as the operators on bits take it. */
function toInteger(value: number): bigint {
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) throw new Fault(OUTSIDE)
  return BigInt(Math.trunc(value))
}

function bits(operator: '%' | '<<' | '>>' | '&' | '^' | '|', left: number, right: number): number {
  if ((operator === '<<' || operator === '>>') && right < 0) throw new Fault('shift by negative exponent.')
  const a = toInteger(left)
  const b = toInteger(right)
  switch (operator) {
    case '<<': {
      const places = b % 64n
      const magnitude = a < 0n ? -a : a
      if (places >= 1n && magnitude >= 1n << (63n - places)) throw new Fault(OUTSIDE)
      return Number(a << places)
    }
    case '>>':
      return Number(a >> (b % 64n))
    case '&':
      return Number(a & b)
    case '^':
      return Number(a ^ b)
    default:
      return Number(a | b)
  }
}

export function unary(index: number, value: Value): Value {
  const operator = UNARY_OPERATORS[index]!
  if (typeof value === 'boolean') {
    if (operator === '!') return !value
    throw new Fault(`unary operator ${operator} does not operate on booleans.`)
  }
  if (typeof value !== 'number') {
    throw new Fault(`unary operator ${operator} does not operate on type ${typeOf(value)}`)
  }
  if (operator === '+') return value
  if (operator === '-') return -value
  if (operator === '~') return Number(~BigInt.asIntN(64, BigInt(Math.trunc(value))))
  throw new Fault(`unary operator ${operator} does not operate on numbers.`)
}
