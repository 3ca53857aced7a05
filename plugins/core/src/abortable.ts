import type {Readable} from 'node:stream'

import {cancelled} from './errors.js'

/** What a stream gives until `signal` aborts: then it is destroyed, also in a read that nothing else may ever end, and `CANCELLED` or `TIMED_OUT` is thrown. */
export async function* abortable(stream: Readable, signal: AbortSignal): AsyncGenerator<Buffer> {
  const abort = () => stream.destroy(cancelled(signal))
  signal.addEventListener('abort', abort, {once: true})
  try {
    if (signal.aborted) abort()
    yield* stream as AsyncIterable<Buffer>
  } catch (error) {
    throw signal.aborted ? cancelled(signal) : error
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
