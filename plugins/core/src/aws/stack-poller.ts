import type {CloudFormation as Client} from '@aws-sdk/client-cloudformation'

import {cancelled, StackError} from '../errors.js'
import type {Service} from './create-service.js'
import {listBusyStacks} from './list-busy-stacks.js'
import {createPollInterval, withJitter} from './poll-interval.js'

/** So few stacks are asked directly, each for itself. */
const FEW = 3
/** Between two calls where stacks are asked for themselves: two calls a second for all. */
const SPACING_MS = 550
/** Of a crowd, at each tick, the list of busy stacks is asked and one stack is read: two calls a second, and an end is seen within 2 s. */
const TICK_MS = 1_100
/** So many fit on one page of the list; two pages are asked for less often. */
const LIST_PAGE = 100
const LONG_TICK_MS = 1_650
/** Ticks between two stacks of a crowd in which nothing moves. */
const STILL_TICKS = 3
/** Looks that each operation may take at a run, and how many of them all together. */
const QUICK_LOOKS = {each: 20, all: 60}
const QUICK_MS = 1_000
/** No AWS answers so fast; what does is on this machine and has no limits to share. */
const NEAR_MS = 20

/** Decides when each of the stacks that are watched is read. One for all stacks of a run. */
export interface StackPoller {
  readonly cfn: Service<Client>
  /** How stacks ended, by ARN, as far as their events said so. */
  readonly ends: Map<string, string | undefined>
  join(stackId: string): Seat
}

/** The place of one stack. */
export interface Seat {
  /** Until the stack is to be read again. `moved`: the last reading brought news. */
  next(moved: boolean, signal: AbortSignal): Promise<void>
  leave(): void
}

interface Watched {
  readonly stackId: string
  /** How many lists in a row it is missing from. */
  missing: number
  /** To be read without waiting. */
  due: boolean
  wake?: ((failure?: Error) => void) | undefined
}

export function createStackPoller(cfn: Service<Client>): StackPoller {
  const {pause, now, host} = cfn.access
  const watched = new Set<Watched>()
  /** Who has waited longest is first. */
  const waiting = new Set<Watched>()
  let quickLooks = 0
  let looksWithoutNews = 0
  let listing: 'idle' | 'under way' | 'denied' = 'idle'
  let ticker: AbortController | undefined

  function wake(stack: Watched, failure?: Error): void {
    waiting.delete(stack)
    stack.wake?.(failure)
  }

  function untilWoken(stack: Watched, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = () => wake(stack, cancelled(signal))
      stack.wake = (failure) => {
        stack.wake = undefined
        signal.removeEventListener('abort', abort)
        if (failure) reject(failure)
        else resolve()
      }
      waiting.add(stack)
      if (signal.aborted) abort()
      else signal.addEventListener('abort', abort, {once: true})
      if (!ticker) void tick((ticker = new AbortController()))
    })
  }

  async function tick(own: AbortController): Promise<void> {
    try {
      for (let count = 1; waiting.size > 0 || watched.size > FEW; count += 1) {
        await pause(withJitter(Math.max(tickMs(), 2 * cfn.pace.gap)), own.signal)
        void wakeEnded(own.signal)
        const [first] = waiting
        const still = listing !== 'denied' && looksWithoutNews > 2 * watched.size
        if (first && (!still || count % STILL_TICKS === 0)) wake(first)
      }
    } catch (error) {
      if (!own.signal.aborted) for (const stack of waiting) wake(stack, error as Error)
    } finally {
      if (ticker === own) ticker = undefined
    }
  }

  function tickMs(): number {
    if (listing === 'denied') return SPACING_MS
    return watched.size > LIST_PAGE ? LONG_TICK_MS : TICK_MS
  }

  /** The list only hints: a stack that is missing is read, and its own events say whether it has ended. */
  async function wakeEnded(signal: AbortSignal): Promise<void> {
    if (listing !== 'idle') return
    listing = 'under way'
    const asked = [...watched]
    try {
      const busy = await listBusyStacks(cfn, signal)
      listing = 'idle'
      for (const stack of asked) {
        stack.missing = busy.has(stack.stackId) ? 0 : stack.missing + 1
        // At the 1st, 2nd, 4th, 8th … list: the list may know of the end before the events do, or not know yet of the beginning.
        if (stack.missing > 0 && Number.isInteger(Math.log2(stack.missing))) {
          stack.due = true
          wake(stack)
        }
      }
    } catch (error) {
      listing = StackError.is(error) && error.code === 'ACCESS_DENIED' ? 'denied' : 'idle'
      if (listing === 'denied')
        host.notify({
          type: 'warning',
          code: 'STACKS_NOT_LISTED',
          message: `without cloudformation:ListStacks the end of one of ${asked.length} stacks can be seen late`,
        })
      // An outage meets the readings too, which have more patience and say so.
      if (!StackError.is(error)) for (const stack of waiting) wake(stack, error as Error)
    }
  }

  return {
    cfn,
    ends: new Map(),
    join(stackId) {
      const stack: Watched = {stackId, missing: 0, due: false}
      const interval = createPollInterval()
      let sentAt = now()
      watched.add(stack)
      quickLooks = Math.min(quickLooks + QUICK_LOOKS.each, QUICK_LOOKS.all)
      return {
        async next(moved, signal) {
          looksWithoutNews = moved ? 0 : looksWithoutNews + 1
          if (moved) interval.reset()
          const wait = interval.next()
          const near = now() - sentAt < NEAR_MS
          if (wait < QUICK_MS && (near || quickLooks > 0)) {
            if (!near) quickLooks -= 1
            await pause(wait, signal)
          } else if (watched.size <= FEW) {
            await pause(Math.max(wait, withJitter(watched.size * SPACING_MS), cfn.pace.gap), signal)
          } else if (!stack.due) {
            await untilWoken(stack, signal)
          }
          stack.due = false
          sentAt = now()
        },
        leave() {
          watched.delete(stack)
          if (watched.size > 0) return
          ticker?.abort()
          ticker = undefined
        },
      }
    },
  }
}
