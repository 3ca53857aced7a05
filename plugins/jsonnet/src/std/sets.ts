import {Fault} from '../errors.js'
import {Call, type Demand, type Steps, SubSteps} from '../vm/demand.js'
import {compareNow} from '../vm/operators.js'
import {equalNow, equalSteps, orderNow, orderSteps} from '../vm/steps.js'
import {compareText} from '../vm/text.js'
import {toFunction} from '../vm/types.js'
import type {Lazy, Value} from '../vm/value.js'
import {lengthOfValue} from './basic.js'
import {type Builtin, lazy, stepped} from './builtin.js'
import {type Doing, indexable, keysOf} from './elements.js'

/** Sorting, and arrays that are sorted and without duplicates. */
export const SETS: readonly Builtin[] = [
  lazy('sort', ['arr', 'keyF?'], function* ([arr, keyF]) {
    const value = yield arr!
    // What has nothing to sort comes back as it is, whatever it is.
    return lengthOfValue(value) <= 1 ? value : yield new SubSteps(sort(indexable(value), keyF))
  }),
  lazy('uniq', ['arr', 'keyF?'], function* ([arr, keyF]) {
    return yield new SubSteps(uniq(indexable(yield arr!), keyF))
  }),
  lazy('set', ['arr', 'keyF?'], function* ([arr, keyF]) {
    const sorted = yield new SubSteps(sort(indexable(yield arr!), keyF))
    return yield new SubSteps(uniq(sorted as Lazy[], keyF))
  }),
  lazy('setMember', ['x', 'arr', 'keyF?'], function* ([x, arr, keyF]) {
    const found = yield new SubSteps(merge([x!], indexable(yield arr!), keyF, {both: true}))
    return (found as Lazy[]).length > 0
  }),
  setOperation('setUnion', {left: true, both: true, right: true}),
  setOperation('setInter', {both: true}),
  setOperation('setDiff', {left: true}),

  lazy('minArray', ['arr', 'keyF?', 'onEmpty?'], ([arr, keyF, onEmpty]) => extreme(arr!, keyF, onEmpty, 1)),
  lazy('maxArray', ['arr', 'keyF?', 'onEmpty?'], ([arr, keyF, onEmpty]) => extreme(arr!, keyF, onEmpty, -1)),
  stepped('__compare', ['v1', 'v2'], function* ([a, b]) {
    return Math.sign((yield new SubSteps(orderSteps(a!, b!))) as number)
  }),
]

/** What stays of two sets. */
interface Kept {
  readonly left?: boolean
  readonly both?: boolean
  readonly right?: boolean
}

function setOperation(name: string, keep: Kept): Builtin {
  return lazy(name, ['a', 'b', 'keyF?'], function* ([a, b, keyF]) {
    const left = indexable(yield a!)
    const right = yield b!
    // Of nothing, only a union takes something from the other, whatever that is.
    if (left.length === 0 && !keep.right) return []
    return yield new SubSteps(merge(left, indexable(right), keyF, keep))
  })
}

function* sort(array: Lazy[], keyF: Lazy | undefined): Steps {
  if (array.length <= 1) return array
  const func = keyF === undefined ? undefined : toFunction(yield keyF)
  const keyAt = (index: number): Demand => (func ? new Call(func, [array[index]!]) : array[index]!)
  // In the order of the C++ implementation: it shows where one of them fails.
  const keys: Value[] = []
  keys[1] = yield keyAt(1)
  const first = yield keyAt(0)
  keys[0] = first
  for (let index = 1; index < array.length; index++) {
    if (index > 1) keys[index] = yield keyAt(index)
    compareNow('<', keys[index]!, first)
  }
  const order = keys.map((_, index) => index)
  if (typeof first === 'number') order.sort((a, b) => (keys[a] as number) - (keys[b] as number))
  else if (typeof first === 'string') order.sort((a, b) => compareText(keys[a] as string, keys[b] as string))
  else return (yield* mergeSort(order, keys)).map((index) => array[index]!)
  return order.map((index) => array[index]!)
}

/** Sorts by keys that take steps to compare. Equal ones stay in their order. */
function* mergeSort(order: number[], keys: readonly Value[]): Doing<number[]> {
  let runs = order.map((index) => [index])
  while (runs.length > 1) {
    const next: number[][] = []
    for (let at = 0; at < runs.length; at += 2) {
      const [left, right = []] = [runs[at]!, runs[at + 1]]
      next.push(yield* mergeRuns(left, right, keys))
    }
    runs = next
  }
  return runs[0]!
}

function* mergeRuns(left: number[], right: number[], keys: readonly Value[]): Doing<number[]> {
  const merged: number[] = []
  let [i, j] = [0, 0]
  while (i < left.length && j < right.length) {
    // The later one is on the left, as where C++ compares: a message says so.
    const order = yield new SubSteps(orderSteps(keys[right[j]!]!, keys[left[i]!]!))
    merged.push((order as number) >= 0 ? left[i++]! : right[j++]!)
  }
  return [...merged, ...left.slice(i), ...right.slice(j)]
}

function* uniq(array: Lazy[], keyF: Lazy | undefined): Steps {
  if (array.length <= 1) return array
  const keys = yield* keysOf(array, keyF === undefined ? undefined : yield keyF)
  const kept: Lazy[] = [array[0]!]
  let last = keys[0]!
  for (let index = 1; index < array.length; index++) {
    const key = keys[index]!
    const same = equalNow(last, key) ?? (yield new SubSteps(equalSteps(last, key)))
    if (same === true) continue
    kept.push(array[index]!)
    last = key
  }
  return kept
}

/** Goes through two sorted arrays side by side and keeps what is only left, in both (of the left), or only right. */
function* merge(left: Lazy[], right: Lazy[], keyF: Lazy | undefined, keep: Kept): Steps {
  const keyed = keyF !== undefined && left.length > 0 && right.length > 0
  const key = keyed ? toFunction(yield keyF) : undefined
  const ask = (element: Lazy): Demand => (key ? new Call(key, [element]) : element)
  const kept: Lazy[] = []
  let [i, j] = [0, 0]
  let a: Value | undefined
  let b: Value | undefined
  while (i < left.length && j < right.length) {
    a ??= yield ask(left[i]!)
    b ??= yield ask(right[j]!)
    if (equalNow(a, b) ?? (yield new SubSteps(equalSteps(a, b)))) {
      if (keep.both) kept.push(left[i]!)
      i++
      j++
      a = b = undefined
      continue
    }
    const order = compareNow('<', a, b) ?? (yield new SubSteps(orderSteps(a, b)))
    if ((order as number) < 0) {
      if (keep.left) kept.push(left[i]!)
      i++
      a = undefined
    } else {
      if (keep.right) kept.push(right[j]!)
      j++
      b = undefined
    }
  }
  if (keep.left) for (const element of left.slice(i)) kept.push(element)
  if (keep.right) for (const element of right.slice(j)) kept.push(element)
  return kept
}

/** The first element with the smallest key, or with `sign` -1 the largest. */
function* extreme(arr: Lazy, keyF: Lazy | undefined, onEmpty: Lazy | undefined, sign: 1 | -1): Steps {
  const array = indexable(yield arr)
  if (array.length === 0) {
    if (onEmpty !== undefined) return yield onEmpty
    throw new Fault('Expected at least one element in array. Got none')
  }
  const func = keyF === undefined ? undefined : toFunction(yield keyF)
  const keyOf = (element: Lazy): Demand => (func ? new Call(func, [element]) : element)
  let best: Lazy = array[0]!
  let bestKey = yield keyOf(best)
  // As in C++, the first is compared with itself: what has no order fails alone too.
  for (const element of array) {
    const key: Value = element === best ? bestKey : yield keyOf(element)
    const order = orderNow(bestKey, key) ?? (yield new SubSteps(orderSteps(bestKey, key)))
    if ((order as number) * sign > 0) [best, bestKey] = [element, key]
  }
  return yield best
}
