import type {AwsAccess} from './access.js'

/** Calls a second after the first throttle. AWS publishes no limit; it is one of the account and the region, shared with everybody in it. */
const FIRST_RATE = 6
const SLOWEST_RATE = 0.5
/** From here on a throttle is long ago: calls go out as they come. */
const FREE_RATE = 50
/** What each answer adds to the rate: in a second a tenth of it. */
const GAIN = 0.1

/** How fast one service is called: as fast as calls come until it throttles, then in turn, half as fast, and slowly faster again. */
export interface CallPace {
  /** Waits until the next call may be sent. Returns the time. */
  turn(signal: AbortSignal): Promise<number>
  throttled(sentAt: number): void
  answered(): void
  /** Ms between two calls; 0 while nothing throttles. */
  readonly gap: number
}

export function createCallPace({now, pause}: Pick<AwsAccess, 'now' | 'pause'>): CallPace {
  let rate = Infinity
  let slowedAt = -Infinity
  let freeAt = -Infinity
  const gap = () => (rate === Infinity ? 0 : 1000 / rate)

  return {
    async turn(signal) {
      // Whoever gave up while waiting has taken nobody's turn.
      for (let wait = freeAt - now(); wait > 0 && rate !== Infinity; wait = freeAt - now()) await pause(wait, signal)
      freeAt = now() + gap()
      return now()
    },
    throttled(sentAt) {
      // A hundred calls sent at once are throttled at once; that is one sign, not a hundred.
      if (sentAt <= slowedAt) return
      slowedAt = now()
      rate = rate === Infinity ? FIRST_RATE : Math.max(rate / 2, SLOWEST_RATE)
    },
    answered() {
      rate = rate + GAIN > FREE_RATE ? Infinity : rate + GAIN
    },
    get gap() {
      return gap()
    },
  }
}
