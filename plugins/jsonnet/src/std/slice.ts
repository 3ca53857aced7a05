import {Fault} from '../errors.js'
import {elementOf} from '../vm/build.js'
import {later} from '../vm/later.js'
import {mismatch} from '../vm/operators.js'
import {lengthOf, sliceOf, toCharacters} from '../vm/text.js'
import {typeOf} from '../vm/types.js'
import type {Lazy, Value} from '../vm/value.js'
import {formatNumber} from '../print/number.js'
import {lengthOfValue} from './basic.js'
import {type Builtin, lazy} from './builtin.js'
import type {Doing} from './elements.js'

/** Also what `value[index:end:step]` calls. The order in which it looks at its arguments is that of the C++ implementation. */
export const SLICE: readonly Builtin[] = [
  lazy('slice', ['indexable', 'index', 'end', 'step'], function* ([indexable, index, end, lazyStep]) {
    const step = (yield lazyStep!) ?? 1
    if (typeof step !== 'number') throw mismatch('>=', step, 0)
    if (step < 0) {
      const value = yield indexable!
      const shown = [yield* boundOf(value, index!, true), yield* boundOf(value, end!, false), step].map(formatNumber)
      throw new Fault(`got [${shown.join(':')}] but negative steps are not supported`)
    }
    if (step === 0) throw new Fault('got 0 but step must be greater than 0')
    const value = yield indexable!
    if (typeof value !== 'string' && !Array.isArray(value)) {
      throw new Fault(`std.slice accepts a string or an array, but got: ${typeOf(value)}`)
    }
    const from = yield* boundOf(value, index!, true)
    const to = yield* boundOf(value, end!, false)
    return taken(value, from, Math.min(to, lengthOfValue(value)), step)
  }),
]

/** A bound as a number from the start. */
function* boundOf(value: Value, bound: Lazy, isStart: boolean): Doing<number> {
  const given = yield bound
  if (given === null) return isStart ? 0 : lengthOfValue(value)
  if (typeof given !== 'number') throw mismatch('<', given, 0)
  if (given >= 0) return given
  return isStart ? Math.max(0, lengthOfValue(value) + given) : lengthOfValue(value) + given
}

function taken(value: string | Lazy[], from: number, to: number, step: number): Value {
  if (step === 1 && Number.isInteger(from)) {
    if (to <= from) return typeof value === 'string' ? '' : []
    if (Array.isArray(value)) return value.slice(from, Math.ceil(to))
    return from === 0 && to >= lengthOf(value) ? value : sliceOf(value, from, Math.ceil(to))
  }
  const places: number[] = []
  for (let at = from; at < to; at += step) places.push(at)
  if (typeof value === 'string') {
    const characters = toCharacters(value)
    return places.map((at) => characters[Math.floor(at)]!).join('')
  }
  return places.map((at) => (Number.isInteger(at) ? value[at]! : later(() => elementOf(value, at))))
}
