import {setTimeout} from 'node:timers/promises'

import {cancelled} from '../errors.js'

/** Rejects with `CANCELLED` as soon as the signal aborts. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>

export const pause: Pause = async (ms, signal) => {
  try {
    await setTimeout(ms, undefined, {signal})
  } catch {
    throw cancelled(signal)
  }
}
