import {canonicalNumber} from './canonical-json.js'
import {fieldPath} from './json-path.js'
import {type JsonNode, parseJson} from './parse-json.js'
import {printJson} from './print-json.js'
import {pythonString} from './python-json.js'

/** One value that is on one side alone, or another there. Values are JSON, indented. */
export interface JsonDifference {
  /** `transforms[0].settings.key`; empty: the whole. Of an element that is gone its place before, of others that after. */
  readonly path: string
  readonly before?: string
  readonly after?: string
}

/** A longer list is compared place by place: what is aligned takes the square of it. */
const LONGEST = 2000

/** What differs in meaning; the smallest values that do. Throws `CONFIG_INVALID` for what is no JSON. */
export function diffJson(before: string | undefined, after: string | undefined): JsonDifference[] {
  return compare(
    '',
    before === undefined ? undefined : parseJson(before),
    after === undefined ? undefined : parseJson(after),
  )
}

function compare(path: string, before: JsonNode | undefined, after: JsonNode | undefined): JsonDifference[] {
  if (before && after) {
    if (canonical(before) === canonical(after)) return []
    if (before.kind === 'object' && after.kind === 'object') {
      const keys = new Set([...before.fields.keys(), ...after.fields.keys()])
      return [...keys].flatMap((key) => compare(fieldPath(path, key), before.fields.get(key), after.fields.get(key)))
    }
    if (before.kind === 'array' && after.kind === 'array') return compareItems(path, before.items, after.items)
  }
  if (!before && !after) return []
  return [{path, ...(before && {before: readable(before)}), ...(after && {after: readable(after)})}]
}

/** An element that was put in between makes none of those behind it another. */
function compareItems(path: string, before: readonly JsonNode[], after: readonly JsonNode[]): JsonDifference[] {
  const differences: JsonDifference[] = []
  let [from, to] = [0, 0]
  for (const [one, other] of [
    ...alignment(before.map(canonical), after.map(canonical)),
    [before.length, after.length],
  ]) {
    // Between two equal ones: in pairs they have changed, the others came or went.
    const pairs = Math.min(one! - from, other! - to)
    for (let at = 0; at < pairs; at++)
      differences.push(...compare(`${path}[${to + at}]`, before[from + at], after[to + at]))
    for (let at = from + pairs; at < one!; at++) differences.push(...compare(`${path}[${at}]`, before[at], undefined))
    for (let at = to + pairs; at < other!; at++) differences.push(...compare(`${path}[${at}]`, undefined, after[at]))
    from = one! + 1
    to = other! + 1
  }
  return differences
}

/** Places of the longest common subsequence, on both sides. */
function alignment(before: readonly string[], after: readonly string[]): number[][] {
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before[head] === after[head]) head++
  let tail = 0
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  const equal = (count: number, at: number, other: number) =>
    Array.from({length: count}, (_, index) => [at + index, other + index])

  const [left, right] = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)]
  const middle = Math.max(left.length, right.length) > LONGEST ? inPlace(left, right) : longest(left, right)
  return [
    ...equal(head, 0, 0),
    ...middle.map(([one = 0, other = 0]) => [head + one, head + other]),
    ...equal(tail, before.length - tail, after.length - tail),
  ]
}

function inPlace(before: readonly string[], after: readonly string[]): number[][] {
  return before.flatMap((item, at) => (item === after[at] ? [[at, at]] : []))
}

function longest(before: readonly string[], after: readonly string[]): number[][] {
  const width = after.length + 1
  const lengths = new Uint16Array((before.length + 1) * width)
  for (let one = before.length - 1; one >= 0; one--)
    for (let other = after.length - 1; other >= 0; other--)
      lengths[one * width + other] =
        before[one] === after[other]
          ? lengths[(one + 1) * width + other + 1]! + 1
          : Math.max(lengths[(one + 1) * width + other]!, lengths[one * width + other + 1]!)
  const places: number[][] = []
  for (let [one, other] = [0, 0]; one < before.length && other < after.length;) {
    if (before[one] === after[other]) places.push([one++, other++])
    else if (lengths[(one + 1) * width + other]! >= lengths[one * width + other + 1]!) one++
    else other++
  }
  return places
}

function canonical(node: JsonNode): string {
  return printJson(node, {number: canonicalNumber, string: pythonString, sorted: true})
}

function readable(node: JsonNode): string {
  return printJson(node, {number: (text) => text, string: (value) => JSON.stringify(value), indent: '  '})
}
