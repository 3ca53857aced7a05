import {StackError} from '@aws-stack/core'

import {toMs} from './to-ms.js'

/** A duration before now (`10m`, `2d`), or an ISO 8601 time, in epoch ms. Throws `USAGE`. */
export function toTime(flag: string, value: string, now = Date.now()): number {
  if (!/^\d{4}-/.test(value)) return now - ago(flag, value)
  const time = Date.parse(value)
  if (Number.isNaN(time)) throw noTime(flag, value)
  return time
}

function ago(flag: string, value: string): number {
  try {
    return toMs(flag, value)
  } catch {
    throw noTime(flag, value)
  }
}

function noTime(flag: string, value: string): StackError {
  return new StackError('USAGE', `--${flag} ${value} is no time, e.g. 10m, 2d or 2026-01-31T08:00:00Z`)
}
