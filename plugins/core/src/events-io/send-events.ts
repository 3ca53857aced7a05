import {setTimeout as sleep} from 'node:timers/promises'

import {cancelled, StackError} from '../errors.js'
import type {FailedEvent, SentEvents} from '../events-results.js'
import type {Refusal} from '../ports/delivery.js'
import {inBatches} from './in-batches.js'
import type {Sender} from './open-sender.js'

export interface SendEventsInput {
  readonly sender: Sender
  /** Events a second at most. */
  readonly rate?: number | undefined
  readonly signal: AbortSignal
}

/** So many failures are told one by one. */
const TOLD = 20

type Tally = {-readonly [Key in keyof Omit<SentEvents, 'failures'>]: SentEvents[Key]} & {failures: FailedEvent[]}

export function emptyTally(): Tally {
  return {events: 0, sent: 0, failed: 0, bytes: 0, failures: [], exitCode: 0}
}

/** Sends what comes, and adds to `tally`. Events that fail are counted; a failure of all of them is thrown, and says what was sent before. */
export async function sendEvents(
  events: AsyncIterable<Buffer>,
  tally: Tally,
  {sender, rate, signal}: SendEventsInput,
): Promise<void> {
  const {limits} = sender
  const began = performance.now()
  const before = tally.events
  const count = rate === undefined ? limits.count : Math.max(1, Math.min(limits.count, Math.floor(rate)))
  for await (const batch of inBatches(events, {...limits, count})) {
    const due = rate === undefined ? 0 : began + ((tally.events - before) / rate) * 1000 - performance.now()
    if (due > 0) await waitFor(due, signal)
    const refusals = await sendBatch(batch, sender).catch((error: unknown) => {
      throw interrupted(error, tally)
    })
    addTo(tally, batch, refusals)
  }
}

async function sendBatch(batch: readonly Buffer[], {limits, send}: Sender): Promise<Refusal[]> {
  const fitting = batch.flatMap((event, index) => (event.length > limits.eventBytes ? [] : [{event, index}]))
  const refused = fitting.length === 0 ? [] : await send(fitting.map(({event}) => event))
  return [
    ...batch.flatMap((event, index) => (event.length > limits.eventBytes ? [tooLarge(event, index, limits)] : [])),
    ...refused.map((refusal) => ({...refusal, index: fitting[refusal.index]?.index ?? refusal.index})),
  ].sort((one, other) => one.index - other.index)
}

function tooLarge({length}: Buffer, index: number, {eventBytes}: Sender['limits']): Refusal {
  return {index, code: 'TOO_LARGE', message: `it has ${length} bytes, and the source takes ${eventBytes}`}
}

function addTo(tally: Tally, batch: readonly Buffer[], refusals: readonly Refusal[]): void {
  const failed = new Set(refusals.map(({index}) => index))
  const told = refusals.slice(0, TOLD - tally.failures.length)
  tally.failures.push(...told.map(({index, code, message}) => ({event: tally.events + index + 1, code, message})))
  tally.events += batch.length
  tally.failed += refusals.length
  tally.sent += batch.length - failed.size
  tally.bytes += batch.reduce((sum, event, index) => sum + (failed.has(index) ? 0 : event.length), 0)
  if (refusals.length > 0) tally.exitCode = 5
}

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, {signal}).catch(() => {
    throw cancelled(signal)
  })
}

function interrupted(error: unknown, {sent, failed}: Tally): unknown {
  if (!StackError.is(error)) return error
  const {code, blame, suggestions, message, details, cause} = error
  const left = `events sent before: ${sent}, failed: ${failed}`
  return new StackError(code, `${message}; ${left}`, {blame, suggestions, details: {...details, sent, failed}, cause})
}
