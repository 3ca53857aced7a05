import {pause} from '../invoke/pause.js'
import {checkStreamSettings} from './check-stream-settings.js'
import type {EventSource, Feed} from './event-source.js'
import {handleBatch} from './handle-batch.js'
import type {ReadRecords, Shard, StartingPosition, Stream, StreamRecord} from './stream.js'

/**
 * Reads every shard in its order, one batch at a time, and a shard that a resharding made after those it comes from
 * ("Polling and batching streams" in the AWS Lambda Developer Guide).
 */
export function streamSource(stream: Stream): EventSource {
  return {
    defaults: {
      BatchSize: 100,
      BisectBatchOnFunctionError: false,
      DestinationConfig: {OnFailure: {}},
      MaximumBatchingWindowInSeconds: 0,
      MaximumRecordAgeInSeconds: -1,
      MaximumRetryAttempts: -1,
      ParallelizationFactor: 1,
      TumblingWindowInSeconds: 0,
    },
    twin: (arn, name) => `The event source arn (" ${arn} ") and function (" ${name} ") provided mapping`,
    async check(arn, settings, _it, clients) {
      checkStreamSettings(settings, stream)
      await stream.look(arn, clients)
    },
    begin: (feed) => begin(stream, feed),
    poll: (feed, signal) => poll(stream, feed, signal),
  }
}

/** What is in the stream before the mapping is Enabled is read or not as its starting position says. */
async function begin(stream: Stream, feed: Feed): Promise<void> {
  if (feed.positions.size > 0) return
  for (const {id, closed} of await stream.shards(feed)) {
    const isOver = closed && feed.settings.StartingPosition === 'LATEST'
    feed.positions.set(id, {iterator: isOver ? undefined : await stream.iterator(id, feed.settings, feed)})
  }
}

const FROM_ITS_BEGINNING: StartingPosition = {StartingPosition: 'TRIM_HORIZON'}

async function poll(stream: Stream, feed: Feed, signal: AbortSignal): Promise<void> {
  const reading = new Map<string, Promise<void>>()
  const told = tellOnce(feed)
  let shards: Shard[] = []
  while (!signal.aborted) {
    try {
      await begin(stream, feed)
      shards = await stream.shards(feed)
      for (const {id, parents} of shards) {
        if (reading.has(id) || isOver(feed, id)) continue
        if (parents.some((parent) => shards.some((one) => one.id === parent) && !isOver(feed, parent))) continue
        if (!feed.positions.has(id))
          feed.positions.set(id, {iterator: await stream.iterator(id, FROM_ITS_BEGINNING, feed)})
        reading.set(
          id,
          readShard(stream, id, feed, signal, told).then(() => void reading.delete(id)),
        )
      }
    } catch (error) {
      told(error as Error)
    }
    await pause(feed.pace.pollMs, signal)
  }
  await Promise.all(reading.values())
}

function isOver({positions}: Feed, shard: string): boolean {
  const position = positions.get(shard)
  return position !== undefined && position.iterator === undefined
}

async function readShard(
  stream: Stream,
  shard: string,
  feed: Feed,
  signal: AbortSignal,
  told: (error: Error) => void,
): Promise<void> {
  const position = feed.positions.get(shard)!
  while (!signal.aborted && position.iterator !== undefined) {
    try {
      const {records, next} = await gather(stream, shard, position.iterator, feed, signal)
      if (records.length > 0) await handleBatch(records, {shard, stream, feed, signal})
      if (signal.aborted) return
      position.iterator = next
      if (records.length > 0) continue
    } catch (error) {
      told(error as Error)
    }
    await pause(feed.pace.pollMs, signal)
  }
}

/** A batch: full, or what has come until its window ends. */
async function gather(
  stream: Stream,
  shard: string,
  from: string,
  feed: Feed,
  signal: AbortSignal,
): Promise<ReadRecords> {
  const {BatchSize = 100, MaximumBatchingWindowInSeconds: window = 0} = feed.settings
  if (!feed.ready()) return {records: [], next: from}
  const records: StreamRecord[] = []
  let next: string | undefined = from
  let until = Infinity
  while (next !== undefined && records.length < BatchSize && !signal.aborted) {
    const read: ReadRecords = await stream.read(next, BatchSize - records.length, shard, feed)
    records.push(...read.records)
    next = read.next
    if (records.length === 0) break
    until = Math.min(until, Date.now() + Math.min(window * 1000, feed.pace.windowMs))
    if (Date.now() >= until) break
    if (read.records.length === 0) await pause(Math.min(feed.pace.pollMs, until - Date.now()), signal)
  }
  return {records, next}
}

/** The same trouble is said once, not at every look. */
function tellOnce({arn}: Feed): (error: Error) => void {
  let told: string | undefined
  return ({message}) => {
    if (message !== told) process.stderr.write(`Lambda cannot read ${arn}: ${message}\n`)
    told = message
  }
}
