import {setTimeout as sleep} from 'node:timers/promises'

import {HandlerFailure} from './handler-failure.js'

const LONGEST_MS = 5 * 60_000

/** Asks until `look` has an answer. What never settles fails as CloudFormation says it. */
export async function waitUntil<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const start = Date.now()
  for (let pause = 50; Date.now() - start < LONGEST_MS; pause = Math.min(pause * 2, 2000)) {
    const answer = await look()
    if (answer !== undefined) return answer
    await sleep(pause)
  }
  throw new HandlerFailure('NotStabilized', `Resource did not stabilize: ${what}.`)
}
