import type {Clock} from './clock.js'

/** A clock whose hands a test turns. */
export interface ManualClock extends Clock {
  /** To so many milliseconds after the start. */
  turnTo(ms: number): void
}

export function createManualClock(): ManualClock {
  const start = Date.UTC(2026, 0, 1)
  let now = start
  return {
    start,
    speed: 1000,
    now: () => now,
    turnTo(ms) {
      now = Math.max(now, start + ms)
    },
  }
}
