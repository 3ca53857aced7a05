import type {Context} from '../context.js'
import type {StackResourceEvent} from '../events.js'
import type {Cause} from './cause.js'
import {findCause, type FindCauseInput} from './find-cause.js'
import {failedEvents, standsAlone} from './fold-failures.js'

export interface FailureWatch {
  /** The same events, looked at as they pass. */
  watch(events: AsyncIterable<StackResourceEvent>): AsyncIterable<StackResourceEvent>
  /** When the operation is at rest. `failures`: all of it. */
  cause(failures: readonly StackResourceEvent[], stackReason: string | undefined): Promise<Cause | undefined>
}

/** Asks what explains a failure as soon as it is told: the rollback deletes tasks, functions and log groups that could tell. */
export function followFailure(input: Pick<FindCauseInput, 'app' | 'stack' | 'template'>, ctx: Context): FailureWatch {
  let early: Promise<Cause | undefined> | undefined
  return {
    async *watch(events) {
      for await (const event of events) {
        if (failedEvents([event], input.stack).some(standsAlone)) early ??= findCause({...input, events: [event]}, ctx)
        yield event
      }
    },
    async cause(failures, stackReason) {
      return findCause({...input, events: failures, stackReason, known: await early}, ctx)
    },
  }
}
