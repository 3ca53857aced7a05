import {setTimeout as delay} from 'node:timers/promises'

/** In all: a comment is not worth more of a job's time. */
const PATIENCE_MS = 30_000

interface Refused {
  readonly status?: number
  readonly message: string
  readonly response?: {readonly headers?: Readonly<Record<string, string | number | undefined>>}
}

/**
 * Does `work` again after what goes by: rate limits, as long as GitHub asks (docs "Best practices for using the REST API"), failures of
 * the server and of the network. `work` has to be safe to repeat. `signal` ends what hangs.
 */
export async function withPatience<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  {limitMs = PATIENCE_MS, now = Date.now, wait = (ms: number): Promise<unknown> => delay(ms)} = {},
): Promise<Result> {
  const end = now() + limitMs
  const signal = AbortSignal.timeout(limitMs)
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(signal)
    } catch (error) {
      const ms = pauseOf(error as Refused, attempt, now())
      if (ms === undefined || now() + ms >= end) throw error
      await wait(ms)
    }
  }
}

/** `undefined`: it would be refused again. */
function pauseOf({status, message, response}: Refused, attempt: number, now: number): number | undefined {
  const headers = response?.headers ?? {}
  const limited =
    status === 429 ||
    // Of GraphQL, whose errors come with 200.
    ((status === 403 || status === undefined) && /rate limit/i.test(message)) ||
    (status === 403 && (headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0'))
  if (limited) {
    const seconds = Number(headers['retry-after'])
    if (seconds >= 0) return seconds * 1000
    const reset = Number(headers['x-ratelimit-reset'])
    if (headers['x-ratelimit-remaining'] === '0' && reset > 0) return Math.max(0, reset * 1000 - now)
    // GitHub asks for a minute then.
    return 60_000
  }
  // The toolkit says 500 where it was not answered at all.
  return status !== undefined && status >= 500 ? 1000 * 2 ** (attempt - 1) : undefined
}
