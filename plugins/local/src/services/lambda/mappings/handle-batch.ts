import {ServiceError} from '../../../server/service.js'
import {pause} from '../invoke/pause.js'
import type {Feed, Invoked} from './event-source.js'
import {itemFailures} from './item-failures.js'
import type {Stream, StreamRecord} from './stream.js'
import {type Condition, tellFailure} from './tell-failure.js'

export interface BatchOf {
  readonly shard: string
  readonly stream: Stream
  readonly feed: Feed
  readonly signal: AbortSignal
}

/** The longest wait between two attempts, in first waits. */
const LONGEST_WAIT = 60

/**
 * Until its function has taken it, or it is given up: split in halves, tried again and dropped as the mapping says
 * ("Configuring error handling controls for streams" in the AWS Lambda Developer Guide).
 */
export async function handleBatch(records: readonly StreamRecord[], of: BatchOf): Promise<void> {
  const {feed, signal} = of
  const {BisectBatchOnFunctionError, MaximumRetryAttempts = -1} = feed.settings
  let left = records
  for (let attempts = 0, wait = feed.pace.retryMs; !signal.aborted;) {
    left = await withoutTooOld(left, of)
    if (left.length === 0) return
    const tried = await attempt(left, feed)
    if (tried === 'throttled') {
      await pause(wait, signal)
      continue
    }
    const {from} = tried
    if (from === undefined) return
    attempts += 1
    if (from > 0) left = left.slice(from)
    else if (BisectBatchOnFunctionError && left.length > 1) {
      const middle = Math.floor(left.length / 2)
      await handleBatch(left.slice(0, middle), of)
      left = left.slice(middle)
      // A split does not count.
      attempts = 0
      continue
    }
    if (MaximumRetryAttempts >= 0 && attempts > MaximumRetryAttempts)
      return giveUp(left, 'RetryAttemptsExhausted', attempts, of, tried.requestId)
    await pause(wait, signal)
    wait = Math.min(wait * 2, LONGEST_WAIT * feed.pace.retryMs)
  }
}

interface Tried {
  readonly requestId: string
  /** The first record that has to come again; `undefined`: none. */
  readonly from: number | undefined
}

async function attempt(records: readonly StreamRecord[], feed: Feed): Promise<Tried | 'throttled'> {
  let invoked: Invoked
  try {
    invoked = await feed.invoke({Records: records.map(({event}) => event)})
  } catch (error) {
    if (error instanceof ServiceError) return 'throttled'
    throw error
  }
  const {requestId, answer} = invoked
  if (answer === undefined) return {requestId, from: 0}
  if (!feed.settings.FunctionResponseTypes?.includes('ReportBatchItemFailures')) return {requestId, from: undefined}
  const all = records.map(({sequenceNumber}) => sequenceNumber)
  const failed = itemFailures(answer, all).map((id) => all.indexOf(id))
  return {requestId, from: failed.length === 0 ? undefined : Math.min(...failed)}
}

async function withoutTooOld(records: readonly StreamRecord[], of: BatchOf): Promise<readonly StreamRecord[]> {
  const {MaximumRecordAgeInSeconds: most = -1} = of.feed.settings
  if (most < 0) return records
  const isOld = ({arrival}: StreamRecord) => arrival.getTime() < Date.now() - most * 1000
  const old = records.filter(isOld)
  if (old.length > 0) await giveUp(old, 'RecordAgeExceeded', 0, of)
  return records.filter((record) => !isOld(record))
}

async function giveUp(
  records: readonly StreamRecord[],
  condition: Condition,
  attempts: number,
  of: BatchOf,
  requestId?: string,
): Promise<void> {
  await tellFailure({...of, records, condition, attempts, requestId}).catch((error: Error) => {
    process.stderr.write(`Lambda: a failed batch of ${of.feed.arn} is told to nobody: ${error.message}\n`)
  })
}
