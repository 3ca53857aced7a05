import {Fault} from '../errors.js'
import {arity} from '../vm/arguments.js'
import {Call, type Steps, SubSteps} from '../vm/demand.js'
import {callLater, later} from '../vm/later.js'
import {objectOf, Obj} from '../vm/object.js'
import {fieldOf, stringify} from '../vm/steps.js'
import {Thunk} from '../vm/thunk.js'
import {isFunction, toFunction, typeOf} from '../vm/types.js'
import type {Func, Lazy, Value} from '../vm/value.js'
import {expectTypes, toLong} from './basic.js'
import {type Builtin, type Check, lazy, stepped, strict} from './builtin.js'
import {indexable, sequenceOf} from './elements.js'

/** Making arrays, and calling a function for each element. */
export const ARRAYS: readonly Builtin[] = [
  strict('makeArray', ['sz', 'func'], (args, machine) => {
    expectTypes('makeArray', ['number', 'function'], args)
    const [size, func] = args as [number, Func]
    const wanted = toLong(size)
    if (wanted < 0n) throw new Fault(`makeArray requires size >= 0, got ${wanted}`)
    const count = Number(wanted)
    if (arity(func) !== 1) throw new Fault(`makeArray function must take 1 param, got: ${arity(func)}`)
    machine.meter.charge(count * 8)
    return Array.from({length: count}, (_, index) => callLater(func, [index]))
  }),
  strict('range', ['from', 'to'], (args, machine) => {
    expectTypes('range', ['number', 'number'], args)
    const [from, to] = args.map((bound) => Math.trunc(bound as number)) as [number, number]
    const count = Math.max(0, to - from + 1)
    machine.meter.charge(count)
    return Array.from({length: count}, (_, index) => from + index)
  }),
  strict('reverse', ['arr'], ([arr]) => indexable(arr!).toReversed()),

  strict(
    'map',
    ['func', 'arr'],
    ([func, arr]) => {
      const called = func as Func
      const elements = sequenceOf(arr!)
      if (!elements) throw new Fault(`std.map second param must be array / string, got ${typeOf(arr!)}`)
      return elements.map((element) => later(() => new Call(called, [element])))
    },
    isFunctionOf('std.map first'),
  ),
  strict(
    'mapWithIndex',
    ['func', 'arr'],
    ([func, arr]) => {
      const called = func as Func
      const elements = sequenceOf(arr!)
      if (!elements) throw new Fault(`std.mapWithIndex second param must be array, got ${typeOf(arr!)}`)
      return elements.map((element, index) => later(() => new Call(called, [index, element])))
    },
    isFunctionOf('std.mapWithIndex first'),
  ),
  strict(
    'mapWithKey',
    ['func', 'obj'],
    ([func, obj]) => {
      const called = func as Func
      if (!(obj instanceof Obj)) throw new Fault(`std.mapWithKey second param must be object, got ${typeOf(obj!)}`)
      const fields = obj.names().map((name): [string, Lazy] => {
        return [name, later(() => new Call(called, [name, later(() => fieldOf(obj, name))]))]
      })
      return objectOf(new Map(fields))
    },
    isFunctionOf('std.mapWithKey first'),
  ),
  stepped('filter', ['func', 'arr'], function* (args) {
    expectTypes('filter', ['function', 'array'], args)
    const [func, arr] = args as [Func, Lazy[]]
    if (arity(func) !== 1) throw new Fault('filter function takes 1 parameter.')
    return yield new SubSteps(filter(func, arr))
  }),
  stepped(
    'filterMap',
    ['filter_func', 'map_func', 'arr'],
    function* ([filterFunc, mapFunc, arr]) {
      const [filtering, mapping] = [filterFunc as Func, mapFunc as Func]
      if (!Array.isArray(arr)) throw new Fault(`std.filterMap third param must be array, got ${typeOf(arr!)}`)
      if (arity(filtering) !== 1) throw new Fault('filter function takes 1 parameter.')
      const kept = yield new SubSteps(filter(filtering, arr))
      return (kept as Lazy[]).map((element) => later(() => new Call(mapping, [element])))
    },
    isFunctionOf('std.filterMap first'),
    isFunctionOf('std.filterMap second'),
  ),
  stepped(
    'flatMap',
    ['func', 'arr'],
    function* ([func, arr]) {
      const called = func as Func
      const elements = sequenceOf(arr!)
      if (!elements) throw new Fault(`std.flatMap second param must be array / string, got ${typeOf(arr!)}`)
      const isArray = Array.isArray(arr)
      const parts: Value[] = []
      for (const element of elements) {
        const part = yield new Call(called, [element])
        if (isArray ? !Array.isArray(part) : typeof part !== 'string') {
          const [from, wanted] = isArray ? ['arrays', 'an array'] : ['strings', 'a string']
          throw new Fault(`std.flatMap on ${from}, provided function must return ${wanted}, got ${typeOf(part)}`)
        }
        parts.push(part)
      }
      return isArray ? (parts as Lazy[][]).flat() : (parts as string[]).join('')
    },
    isFunctionOf('std.flatMap first'),
  ),

  lazy('foldl', ['func', 'arr', 'init'], function* ([func, arr, init]) {
    let running: Lazy = init!
    for (const element of indexable(yield arr!)) running = yield new Call(toFunction(yield func!), [running, element])
    return yield running
  }),
  lazy('foldr', ['func', 'arr', 'init'], function* ([func, arr, init]) {
    let running: Lazy = init!
    for (const element of indexable(yield arr!).toReversed()) {
      running = yield new Call(toFunction(yield func!), [element, running])
    }
    return yield running
  }),

  stepped('all', ['arr'], ([arr], machine) => quantify('all', arr!, true, (value) => stringify(machine, value))),
  stepped('any', ['arr'], ([arr], machine) => quantify('any', arr!, false, (value) => stringify(machine, value))),
]

function isFunctionOf(what: string): Check {
  return (value) => {
    if (!isFunction(value)) throw new Fault(`${what} param must be function, got ${typeOf(value)}`)
  }
}

function* filter(func: Func, array: Lazy[]): Steps {
  const kept: Lazy[] = []
  for (const element of array) {
    const wanted = yield new Call(func, [element])
    if (typeof wanted !== 'boolean') {
      throw new Fault(`filter function must return boolean, got: ${typeOf(wanted)}`)
    }
    if (wanted) kept.push(element)
  }
  return kept
}

/** Looks for the first element that is not `usual`. */
function* quantify(name: string, array: Value, usual: boolean, text: (value: Value) => string | SubSteps): Steps {
  if (!Array.isArray(array)) throw new Fault(`${name}() parameter should be an array, got ${typeOf(array)}`)
  for (const element of array) {
    const value: Value = element instanceof Thunk ? yield element : element
    if (typeof value !== 'boolean') {
      const shown: Value = yield text(value)
      throw new Fault(`element "${shown as string}" of type ${typeOf(value)} is not a boolean`)
    }
    if (value !== usual) return value
  }
  return usual
}
