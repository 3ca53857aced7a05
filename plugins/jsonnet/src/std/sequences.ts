import {Fault} from '../errors.js'
import {Pace, type Steps, SubSteps} from '../vm/demand.js'
import type {Machine} from '../vm/machine.js'
import {equalNow, equalSteps} from '../vm/steps.js'
import {Thunk} from '../vm/thunk.js'
import {typeOf} from '../vm/types.js'
import type {Lazy, Value} from '../vm/value.js'
import {lengthOfValue} from './basic.js'
import {type Builtin, lazy, stepped, strict} from './builtin.js'
import {type Doing, expectArray, indexable, sumOf} from './elements.js'
import {positionsOf} from './strings.js'

const LONGEST_STRING = 2 ** 29

/** Putting arrays together, taking them apart, and searching in them. */
export const SEQUENCES: readonly Builtin[] = [
  stepped('join', ['sep', 'arr'], function* ([sep, arr]) {
    if (!Array.isArray(sep) && typeof sep !== 'string') {
      throw new Fault(`join first parameter should be string or array, got ${typeOf(sep!)}`)
    }
    const elements = expectArray(arr!, 'join second parameter should be array, got ')
    return yield new SubSteps(join(sep, elements))
  }),
  stepped('lines', ['arr'], function* ([arr], machine) {
    const all = yield new SubSteps(sumOf(machine, [['']], arr!))
    return yield new SubSteps(join('\n', expectArray(all, 'join second parameter should be array, got ')))
  }),
  stepped('deepJoin', ['arr'], ([arr]) => deepJoin(arr!)),
  stepped('flattenArrays', ['arrs'], ([arrs], machine) => flatten(machine, arrs!)),
  stepped('flattenDeepArray', ['value'], ([value]) => flattenDeep(value!)),
  stepped('sum', ['arr'], ([arr], machine) => sumOf(machine, indexable(arr!), 0)),
  stepped('avg', ['arr'], function* ([arr], machine) {
    const count = lengthOfValue(arr!)
    if (count === 0) throw new Fault('Cannot calculate average of an empty array.')
    const sum = yield new SubSteps(sumOf(machine, indexable(arr!), 0))
    if (typeof sum !== 'number') {
      throw new Fault(`binary operator / requires matching types, got ${typeOf(sum)} and number.`)
    }
    return sum / count
  }),

  strict(
    'repeat',
    ['what', 'count'],
    ([what, count], machine) => {
      if (typeof count !== 'number') {
        throw new Fault(`Builtin function makeArray expected (number, function) but got (${typeOf(count!)}, function)`)
      }
      const times = Math.trunc(count)
      if (times < 0) throw new Fault(`makeArray requires size >= 0, got ${times}`)
      if (typeof what === 'string') return repeated(machine, what, times)
      const elements = what as Lazy[]
      machine.meter.charge(times * elements.length)
      return Array.from({length: times}, () => elements).flat()
    },
    (what) => {
      if (!Array.isArray(what) && typeof what !== 'string') {
        throw new Fault('std.repeat first argument must be an array or a string')
      }
    },
  ),
  lazy('removeAt', ['arr', 'at'], function* ([arr, lazyAt]) {
    const elements = indexable(yield arr!)
    if (elements.length === 0) return []
    const at = yield lazyAt!
    return elements.filter((_, index) => index !== at)
  }),
  lazy('remove', ['arr', 'elem'], function* ([arr, element]) {
    const elements = expectArray(yield arr!, 'find second parameter should be an array, got ')
    const found = yield* positions(elements, element!, 1)
    return found.length === 0 ? elements : elements.toSpliced(found[0]!, 1)
  }),

  lazy('member', ['arr', 'x'], function* ([arr, x]) {
    const value = yield arr!
    if (typeof value === 'string') return positionsOf(yield x!, value).length > 0
    if (!Array.isArray(value)) throw new Fault('std.member first argument must be an array or a string')
    return (yield* positions(value, x!)).length > 0
  }),
  lazy('contains', ['arr', 'elem'], function* ([arr, x]) {
    const elements = yield arr!
    if (!Array.isArray(elements)) throw new Fault('In comprehension, can only iterate over array.')
    return (yield* positions(elements, x!, 1)).length > 0
  }),
  lazy('count', ['arr', 'x'], function* ([arr, x]) {
    const value = yield arr!
    if (!Array.isArray(value)) {
      throw new Fault(`Builtin function filter expected (function, array) but got (function, ${typeOf(value)})`)
    }
    return (yield* positions(value, x!)).length
  }),
  lazy('find', ['value', 'arr'], function* ([x, arr]) {
    return yield* positions(expectArray(yield arr!, 'find second parameter should be an array, got '), x!)
  }),
]

function repeated({meter}: Machine, text: string, times: number): string {
  const length = text.length * times
  // A longer one JavaScript refuses to make.
  if (length < LONGEST_STRING) meter.charge(length / 8)
  return text.repeat(times)
}

/** Where elements are that equal `wanted`, at most the first `limit`. */
function* positions(array: Lazy[], wanted: Lazy, limit = Infinity): Doing<number[]> {
  const found: number[] = []
  for (let index = 0; index < array.length && found.length < limit; index++) {
    const element = array[index]!
    const value: Value = element instanceof Thunk ? yield element : element
    const other: Value = wanted instanceof Thunk ? yield wanted : wanted
    const same = equalNow(value, other)
    if (same === undefined ? yield new SubSteps(equalSteps(value, other)) : same) found.push(index)
  }
  return found
}

function* join(separator: string | Lazy[], elements: Lazy[]): Steps {
  const parts: (string | Lazy[])[] = []
  const type = typeOf(separator)
  for (let index = 0; index < elements.length; index++) {
    const element = elements[index]!
    const value = element instanceof Thunk ? yield element : element
    if (value === null) continue
    if (typeOf(value) !== type) throw new Fault(`expected ${type} but arr[${index}] was ${typeOf(value)}`)
    parts.push(value as string | Lazy[])
  }
  if (typeof separator === 'string') return (parts as string[]).join(separator)
  if (separator.length === 0) return (parts as Lazy[][]).flat()
  return (parts as Lazy[][]).flatMap((part, index) => (index === 0 ? part : [...separator, ...part]))
}

export function* deepJoin(root: Value): Steps {
  let text = ''
  yield* eachLeaf(root, (leaf) => {
    if (typeof leaf !== 'string') throw new Fault(`Expected string or array, got ${typeOf(leaf)}`)
    text += leaf
  })
  return text
}

function* flatten(machine: Machine, value: Value): Steps {
  const elements = indexable(value)
  const parts: Lazy[][] = []
  for (let index = 0; index < elements.length; index++) {
    const element = elements[index]!
    const part: Value = element instanceof Thunk ? yield element : element
    if (!Array.isArray(part)) return yield new SubSteps(sumOf(machine, elements.slice(index), parts.flat()))
    parts.push(part)
  }
  return parts.flat()
}

function* flattenDeep(root: Value): Steps {
  const leaves: Value[] = []
  yield* eachLeaf(root, (leaf) => void leaves.push(leaf))
  return leaves
}

/** What is in arrays within arrays, in its order. Nesting takes no stack. */
function* eachLeaf(root: Value, take: (leaf: Value) => void): Doing<void> {
  const open: {array: Lazy[]; at: number}[] = [{array: [root], at: 0}]
  const pace = new Pace()
  for (let top = open.at(-1); top; top = open.at(-1)) {
    if (pace.isDue()) yield null
    if (top.at === top.array.length) {
      open.pop()
      continue
    }
    const element = top.array[top.at++]!
    const value = element instanceof Thunk ? yield element : element
    if (Array.isArray(value)) open.push({array: value, at: 0})
    else take(value)
  }
}
