import {pause} from '../aws/pause.js'
import {StackError} from '../errors.js'

const FIRST_MS = 200
const GROWTH = 1.6
const LONGEST_MS = 5_000
/** So often in a row may AWS fail to answer before nothing can be told: each look has been tried again already. */
const PATIENCE = 20

const PASSING = ['AWS_FAILED', 'AWS_THROTTLED', 'AWS_UNREACHABLE']

/** Looks again, less and less often and with jitter, until there is an answer. A throttle or an outage is no answer. */
export async function untilSettled<T>(look: () => Promise<T | undefined>, signal: AbortSignal): Promise<T> {
  let failures = 0
  for (let interval = FIRST_MS; ; interval = Math.min(interval * GROWTH, LONGEST_MS)) {
    try {
      const settled = await look()
      if (settled !== undefined) return settled
      failures = 0
    } catch (error) {
      failures += 1
      if (!StackError.is(error) || !PASSING.includes(error.code) || failures > PATIENCE) throw error
    }
    await pause(interval * (0.8 + Math.random() * 0.4), signal)
  }
}
