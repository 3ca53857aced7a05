import {cancelled} from '@aws-stack/core'

import type {Run} from './run.js'

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** The runner kills 2.5 s after its SIGTERM; what a command has not come to by then is told without it. */
const LAST_MS = 1200

export interface Interruption {
  during<Result>(work: Promise<Result>): Promise<Result>
}

/**
 * Notes in `run` that the job is cancelled: nothing new is begun. A command that listens itself ends in its own way; what does not listen (a plugin's
 * installation, the sign-in) is left where it is: `during` throws `CANCELLED` then.
 */
export function listenForInterruption(run: Run): Interruption {
  const over = new AbortController()
  const interrupted = new Promise<never>((_resolve, reject) =>
    over.signal.addEventListener('abort', () => reject(cancelled(over.signal)), {once: true}),
  )
  interrupted.catch(() => {})
  const hear = (name: NodeJS.Signals) => {
    const isFirst = run.cancelledBy === undefined
    run.cancelledBy ??= name
    if (process.listenerCount(name) === 1) over.abort(run.cancelledBy)
    else if (!isFirst) setTimeout(() => over.abort(run.cancelledBy), LAST_MS).unref()
  }
  for (const name of SIGNALS) process.on(name, hear)
  return {during: (work) => Promise.race([work, interrupted])}
}

/** Between two commands. */
export function throwIfCancelled({cancelledBy}: Run): void {
  if (cancelledBy) throw cancelled(AbortSignal.abort(cancelledBy))
}
