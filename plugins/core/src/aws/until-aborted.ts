import {cancelled} from '../errors.js'

/** Throws `CANCELLED` as soon as the signal aborts, whatever becomes of the work. */
export function untilAborted<Output>(work: Promise<Output>, signal: AbortSignal): Promise<Output> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(cancelled(signal))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, {once: true})
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
