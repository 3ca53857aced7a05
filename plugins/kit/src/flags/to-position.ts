import {StackError, type StreamPosition} from '@aws-stack/core'

import {toTime} from './to-time.js'

/** Where the reading of a stream begins: `5m`, an ISO 8601 time, `TRIM_HORIZON` or `LATEST`. Throws `USAGE`. */
export function toPosition(flag: string, value: string, now = Date.now()): StreamPosition {
  const word = value.toUpperCase()
  if (word === 'TRIM_HORIZON' || word === 'LATEST') return word
  try {
    return toTime(flag, value, now)
  } catch (cause) {
    throw new StackError(
      'USAGE',
      `--${flag} ${value} is no place in a stream, e.g. 5m, 2026-01-31T08:00:00Z, TRIM_HORIZON or LATEST`,
      {cause},
    )
  }
}
