/** Why a call may succeed when it is made again. Refusals have no such reason. */
export type RetryReason = 'throttled' | 'transient'

/**
 * `watch`: the operation goes on in AWS whether we can see it or not, so a throttle never ends the watch, and an outage only after some minutes.
 * `once`: whoever asks asks again anyway.
 */
export type Patience = 'once' | 'call' | 'watch'

const FIRST_DELAY = {throttled: 500, transient: 100}
const LONGEST_DELAY = 20_000
const ATTEMPTS = {
  once: {throttled: 1, transient: 1},
  // Refused for now, nothing was done: two minutes of it, since each of a hundred stacks needs its call.
  call: {throttled: 12, transient: 4},
  watch: {throttled: Infinity, transient: 25},
}

/** How long to wait after the failure of attempt number `attempt`, in ms, with jitter. `undefined`: give up. */
export function retryDelay(reason: RetryReason, attempt: number, patience: Patience): number | undefined {
  if (attempt >= ATTEMPTS[patience][reason]) return undefined
  const delay = Math.min(FIRST_DELAY[reason] * 2 ** (attempt - 1), LONGEST_DELAY)
  return delay * (0.5 + Math.random() / 2)
}
