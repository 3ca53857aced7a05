import type {Context} from '../context.js'
import {cancelled, isCancelled, StackError} from '../errors.js'

/** How long explaining may take, all calls together: the failure itself is known already. */
const PATIENCE_MS = 10_000

/** Asking AWS what explains a failure. */
export interface Inquiry {
  readonly app: string
  readonly stackId?: string | undefined
  readonly ctx: Context
  /** Aborted with the context's, and when it takes too long. */
  readonly signal: AbortSignal
  /** What could not be asked, and why. */
  readonly notLookedAt: string[]
  /** Never throws: what is denied, fails or takes too long is written down. `action` is IAM's name of the call. */
  readonly look: <T>(action: string, ask: (signal: AbortSignal) => Promise<T>) => Promise<T | undefined>
}

export function openInquiry(about: Pick<Inquiry, 'app' | 'stackId'>, ctx: Context, patienceMs = PATIENCE_MS): Inquiry {
  const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(patienceMs)])
  const notLookedAt: string[] = []
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(cancelled(signal)), {once: true})
  })
  ended.catch(() => {})
  return {
    ...about,
    ctx,
    signal,
    notLookedAt,
    async look(action, ask) {
      try {
        if (signal.aborted) throw cancelled(signal)
        return await Promise.race([ask(signal), ended])
      } catch (error) {
        // Nothing that goes wrong here may stand before the failure that is to be explained.
        const note = `${action} ${whyNot(error)}`
        if (!notLookedAt.includes(note)) notLookedAt.push(note)
        return undefined
      }
    },
  }
}

export function whyNot(error: unknown): string {
  if (!StackError.is(error)) return `failed: ${error instanceof Error ? error.message : String(error)}`
  if (error.code === 'ACCESS_DENIED') return 'denied'
  return isCancelled(error) ? 'was not answered in time' : `failed: ${error.message}`
}
