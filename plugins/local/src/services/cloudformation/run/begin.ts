import {setMaxListeners} from 'node:events'

import {stackEvent} from '../stack/events.js'
import type {Stack} from '../stack/stack.js'
import type {StopReason} from './run.js'

export interface Control {
  readonly signal: AbortSignal
  stop(reason: StopReason): void
}

/** Starts an operation that goes on after the call is answered. A bug of ours ends in a state that users can get out of. */
export function begin(stack: Stack, work: (control: Control) => Promise<void>): void {
  const controller = new AbortController()
  // Every resource that waits listens to it.
  setMaxListeners(0, controller.signal)
  const done = Promise.resolve()
    .then(() => work({signal: controller.signal, stop: (reason) => controller.abort(reason)}))
    .catch((error: unknown) => {
      const reason = `Internal Failure: ${error instanceof Error ? error.message : String(error)}`
      stackEvent(stack, stack.status.replace(/(_COMPLETE_CLEANUP)?_IN_PROGRESS$/, '_FAILED'), {reason})
    })
    .finally(() => {
      if (stack.operation === operation) delete stack.operation
    })
  const operation = {controller, done}
  stack.operation = operation
}
