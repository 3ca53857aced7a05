import {setTimeout as sleep} from 'node:timers/promises'

import {ServiceError} from '../../../server/service.js'
import type {FunctionState, World} from '../state/world.js'
import type {Invocation} from './invocation.js'
import {runInvocation} from './pool.js'

/** Five minutes, at AWS's pace of a second for the first wait. */
const LONGEST_WAIT = 300

/**
 * An asynchronous invocation: again after a failure, as often as the function says, and after a throttle for as long as the event lives
 * (AWS Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation").
 */
export async function deliver(it: FunctionState, invocation: Invocation, world: World): Promise<void> {
  const {MaximumRetryAttempts = 2, MaximumEventAgeInSeconds = 21_600} = it.eventInvoke ?? {}
  const until = Date.now() + MaximumEventAgeInSeconds * 1000
  for (let failures = 0, wait = world.pace.retryMs; ; wait = Math.min(wait * 2, LONGEST_WAIT * world.pace.retryMs)) {
    const result = await attempt(it, invocation, world)
    if (result === 'done') return
    if (result === 'failed') failures += 1
    if (failures > MaximumRetryAttempts) return dropped(it, invocation, 'all attempts have failed')
    await sleep(wait, undefined, {ref: false})
    if (world.closed || it.deleted) return
    if (Date.now() > until) return dropped(it, invocation, 'it has become too old')
  }
}

async function attempt(
  it: FunctionState,
  invocation: Invocation,
  world: World,
): Promise<'done' | 'failed' | 'throttled'> {
  try {
    const {outcome} = await runInvocation(it, invocation, world)
    return outcome.failed ? 'failed' : 'done'
  } catch (error) {
    if (!(error instanceof ServiceError)) {
      // Nobody waits for this: what is thrown here would end the local AWS.
      process.stderr.write(`Lambda: the event ${invocation.id} of ${it.name}: ${(error as Error).stack}\n`)
      return 'failed'
    }
    return error.code === 'TooManyRequestsException' ? 'throttled' : 'failed'
  }
}

function dropped({name}: FunctionState, {id}: Invocation, why: string): void {
  process.stderr.write(`Lambda: the event ${id} of ${name} is dropped: ${why}\n`)
}
