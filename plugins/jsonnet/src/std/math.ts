import {Op} from '../compile/op.js'
import {Fault} from '../errors.js'
import {acos, asin, atan, atan2, cos, exp, hypot, log, power, sin, tan} from '../math/elementary.js'
import type {Demand} from '../vm/demand.js'
import {operate} from '../vm/operate.js'
import {checkNumber, mismatch} from '../vm/operators.js'
import {typeOf} from '../vm/types.js'
import type {Value} from '../vm/value.js'
import {expectTypes} from './basic.js'
import {type Builtin, type Check, lazy, strict} from './builtin.js'

const unary = (name: string, parameter: string, compute: (x: number) => number) =>
  strict(name, [parameter], (args) => {
    expectTypes(name, ['number'], args)
    return checkNumber(compute(args[0] as number))
  })

const pair = (name: string, parameters: readonly [string, string], compute: (a: number, b: number) => number) =>
  strict(name, parameters, (args) => {
    expectTypes(name, ['number', 'number'], args)
    return checkNumber(compute(args[0] as number, args[1] as number))
  })

const logarithm = (name: string, base: number) =>
  strict(name, ['x'], (args) => {
    expectTypes('log', ['number'], args)
    return checkNumber(checkNumber(log(args[0] as number)) / log(base))
  })

/** The numbers' own functions. */
export const MATH: readonly Builtin[] = [
  pair('pow', ['x', 'n'], power),
  unary('floor', 'x', Math.floor),
  unary('ceil', 'x', Math.ceil),
  unary('sqrt', 'x', Math.sqrt),
  unary('sin', 'x', sin),
  unary('cos', 'x', cos),
  unary('tan', 'x', tan),
  unary('asin', 'x', asin),
  unary('acos', 'x', acos),
  unary('atan', 'x', atan),
  pair('atan2', ['y', 'x'], atan2),
  pair('hypot', ['a', 'b'], hypot),
  unary('log', 'n', log),
  unary('exp', 'n', exp),
  unary('mantissa', 'n', (n) => fractionAndExponent(n)[0]),
  unary('exponent', 'n', (n) => fractionAndExponent(n)[1]),
  pair('modulo', ['a', 'b'], (a, b) => {
    if (b === 0) throw new Fault('division by zero.')
    return a % b
  }),
  logarithm('log2', 2),
  logarithm('log10', 10),
  strict('deg2rad', ['x'], ([x]) => checkNumber(checkNumber(factor('*', x!) * Math.PI) / 180)),
  strict('rad2deg', ['x'], ([x]) => checkNumber(checkNumber(factor('*', x!) * 180) / Math.PI)),

  strict('abs', ['n'], ([n]) => {
    if (typeof n !== 'number') throw new Fault(`std.abs expected number, got ${typeOf(n!)}`)
    return n > 0 ? n : -n
  }),
  strict('sign', ['n'], ([n]) => {
    if (typeof n !== 'number') throw new Fault(`std.sign expected number, got ${typeOf(n!)}`)
    return n > 0 ? 1 : n < 0 ? -1 : 0
  }),
  strict('max', ['a', 'b'], ([a, b]) => (a! > b! ? a! : b!), isNumberOf('max', 'first'), isNumberOf('max', 'second')),
  strict('min', ['a', 'b'], ([a, b]) => (a! < b! ? a! : b!), isNumberOf('min', 'first'), isNumberOf('min', 'second')),
  lazy('clamp', ['x', 'minVal', 'maxVal'], function* ([lazyX, low, high]) {
    const x = yield lazyX!
    const least = yield low!
    if (yield ordered('<', x, least)) return least
    const most = yield high!
    return (yield ordered('>', x, most)) ? most : x
  }),

  strict('round', ['x'], ([x]) => round(x!)),
  strict('isEven', ['x'], ([x]) => round(x!) % 2 === 0),
  strict('isOdd', ['x'], ([x]) => round(x!) % 2 !== 0),
  strict('isInteger', ['x'], ([x]) => round(x!) === x),
  strict('isDecimal', ['x'], ([x]) => round(x!) !== x),
]

/** The fraction in [0.5, 1) and the power of two of a number. */
function fractionAndExponent(value: number): [number, number] {
  if (value === 0) return [value, 0]
  let exponent = Math.max(-1023, Math.floor(Math.log2(Math.abs(value))) + 1)
  let fraction = value * 2 ** -exponent
  while (Math.abs(fraction) < 0.5) {
    fraction *= 2
    exponent--
  }
  while (Math.abs(fraction) >= 1) {
    fraction /= 2
    exponent++
  }
  return [fraction, exponent]
}

function round(value: Value): number {
  if (typeof value === 'string') expectTypes('floor', ['number'], [''])
  if (typeof value !== 'number') throw mismatch('+', value, 0)
  return Math.floor(value + 0.5)
}

function factor(operator: string, value: Value): number {
  if (typeof value !== 'number') throw mismatch(operator, value, 0)
  return value
}

function isNumberOf(name: string, which: string): Check {
  return (value) => {
    if (typeof value !== 'number') throw new Fault(`std.${name} ${which} param expected number, got ${typeOf(value)}`)
  }
}

/** Whether the comparison holds, or what must be evaluated to know. */
function ordered(operator: '<' | '>', left: Value, right: Value): Demand {
  return operate(operator === '<' ? Op.LESS : Op.GREATER, left, right)
}
