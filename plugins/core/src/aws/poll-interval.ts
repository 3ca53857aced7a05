const FIRST = 100
const GROWTH = 1.5
/** With the time of a call the end of a stack is seen within 2 s. */
const LONGEST = 1_800

export interface PollInterval {
  /** How long to wait before the next look, in ms. */
  next(): number
  /** Something has happened: look again soon. */
  reset(): void
}

/** 100 ms, growing to 1.8 s while nothing happens. */
export function createPollInterval(): PollInterval {
  let interval = FIRST
  return {
    next() {
      const current = interval
      interval = Math.min(current * GROWTH, LONGEST)
      return withJitter(current)
    },
    reset() {
      interval = FIRST
    },
  }
}

/** Up to a fifth shorter, so that runs which were started together do not ask together. Never longer: the time is a promise. */
export function withJitter(ms: number): number {
  return ms * (0.8 + Math.random() / 5)
}
