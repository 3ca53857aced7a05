const FIRST = 100
const GROWTH = 1.5
const LONGEST = 2_000

export interface PollInterval {
  /** How long to wait before the next look, in ms. */
  next(): number
  /** Something has happened: look again soon. */
  reset(): void
}

/** 100 ms, growing to 2 s while nothing happens. */
export function createPollInterval(): PollInterval {
  let interval = FIRST
  return {
    next() {
      const current = interval
      interval = Math.min(current * GROWTH, LONGEST)
      return current
    },
    reset() {
      interval = FIRST
    },
  }
}
