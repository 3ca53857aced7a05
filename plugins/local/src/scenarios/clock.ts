/** The scenario's time: epoch milliseconds that run `speed` times as fast as the wall's, and never back. */
export interface Clock {
  readonly speed: number
  now(): number
  /** Epoch milliseconds of the scenario's start. */
  readonly start: number
}

export function createClock(speed: number, start = Date.now()): Clock {
  const began = performance.now()
  return {speed, start, now: () => start + (performance.now() - began) * speed}
}
