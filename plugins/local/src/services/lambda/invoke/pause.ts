import {setTimeout as sleep} from 'node:timers/promises'

/** Waits, at most until the signal. Nothing is kept alive by it. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, {ref: false, signal}).catch(() => undefined)
}
