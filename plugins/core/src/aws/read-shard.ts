import type {Kinesis} from '@aws-sdk/client-kinesis'

import type {IncomingRecord, ReadShardInput, ShardPage, StreamPosition} from '../ports/streams.js'
import {answered} from './answered.js'
import {awsCode} from './aws-error.js'
import type {Service} from './create-service.js'

/**
 * A shard gives five reads a second to all its readers together (Amazon Kinesis Data Streams Developer Guide, "Quotas and limits"): we
 * take four while there is more, and one while there is not, as Lambda does.
 */
const SOON_MS = 250
const LATE_MS = 1_000

/** Where the SDK's iterator is asked for: the last record that was seen is better than any time. */
type Place = StreamPosition | {readonly after: string}

/** Throttles and failures that pass do not end it, since whoever follows a stream follows it for hours. */
export async function* readShard(
  kinesis: Service<Kinesis>,
  {stream, shard, from}: ReadShardInput,
  signal: AbortSignal,
): AsyncGenerator<ShardPage> {
  const {access} = kinesis
  let place: Place = from
  let iterator: string | undefined = await iteratorAt(kinesis, {stream, shard}, place, signal)
  let freeAt = -Infinity
  while (iterator !== undefined) {
    const wait = freeAt - access.now()
    if (wait > 0) await access.pause(wait, signal)
    const asked: string = iterator
    try {
      const page = await kinesis.call(
        'GetRecords',
        (client, options) => client.getRecords({ShardIterator: asked}, options),
        {signal, patience: 'watch'},
      )
      const records = answered(page.Records, 'Kinesis', 'GetRecords').map(toRecord)
      const behindMs = page.MillisBehindLatest ?? 0
      iterator = page.NextShardIterator
      const last = records.at(-1)
      if (last) place = {after: last.sequenceNumber}
      freeAt = access.now() + (behindMs > 0 ? SOON_MS : LATE_MS)
      yield {records, behindMs}
    } catch (error) {
      // It lasts five minutes: whoever reads may have been slower.
      if (awsCode(error) !== 'ExpiredIteratorException') throw error
      iterator = await iteratorAt(kinesis, {stream, shard}, place, signal)
    }
  }
}

async function iteratorAt(
  kinesis: Service<Kinesis>,
  {stream, shard}: Pick<ReadShardInput, 'stream' | 'shard'>,
  place: Place,
  signal: AbortSignal,
): Promise<string> {
  const request = {StreamName: stream, ShardId: shard, ...where(place)}
  const {ShardIterator} = await kinesis.call(
    'GetShardIterator',
    (client, options) => client.getShardIterator(request, options),
    {signal, patience: 'watch'},
  )
  return answered(ShardIterator, 'Kinesis', 'GetShardIterator')
}

function where(place: Place) {
  if (typeof place === 'string') return {ShardIteratorType: place}
  return typeof place === 'number'
    ? {ShardIteratorType: 'AT_TIMESTAMP' as const, Timestamp: new Date(place)}
    : {ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, StartingSequenceNumber: place.after}
}

function toRecord({
  Data,
  PartitionKey: partitionKey = '',
  SequenceNumber: sequenceNumber = '',
  ApproximateArrivalTimestamp: at,
}: {
  Data?: Uint8Array | undefined
  PartitionKey?: string | undefined
  SequenceNumber?: string | undefined
  ApproximateArrivalTimestamp?: Date | undefined
}): IncomingRecord {
  return {data: Buffer.from(Data ?? []), partitionKey, sequenceNumber, arrivedAt: at?.getTime() ?? 0}
}
