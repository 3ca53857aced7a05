import {isDeepStrictEqual} from 'node:util'

import {isRecord} from '../template/expression.js'

export interface ValueChange {
  readonly path: readonly string[]
  readonly before: unknown
  readonly after: unknown
}

/** The smallest differing parts of two values; lists of different lengths differ as a whole. */
export function diffValues(before: unknown, after: unknown, path: readonly string[] = []): ValueChange[] {
  if (isDeepStrictEqual(before, after)) return []
  if (isRecord(before) && isRecord(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...keys].flatMap((key) => diffValues(before[key], after[key], [...path, key]))
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((item, index) => diffValues(item, after[index], [...path, String(index)]))
  }
  return [{path, before, after}]
}

/** The part of a value at a path. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], value)
}
