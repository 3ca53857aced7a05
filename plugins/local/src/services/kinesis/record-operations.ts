import {createHash} from 'node:crypto'

import {ServiceError} from '../../server/service.js'
import type {KinesisOperation} from './kinesis-operation.js'
import {
  invalidArgument,
  type KinesisRecord,
  nextSequence,
  openShards,
  type Region,
  requireStream,
  type ShardState,
  statusOf,
  type StreamName,
  type StreamState,
} from './world.js'

/** Bytes of one record, and of one answer ("Quotas and limits" in the Kinesis Data Streams Developer Guide). */
const LARGEST_RECORD = 1024 * 1024
const LARGEST_ANSWER = 10 * 1024 * 1024

interface Put {
  readonly Data: string
  readonly PartitionKey: string
  readonly ExplicitHashKey?: string
}

export const putRecord: KinesisOperation<StreamName & Put> = ({input, region}) => {
  const stream = requireWritable(input, region)
  return {...put(stream, input), ...encryption(stream)}
}

export const putRecords: KinesisOperation<StreamName & {Records: readonly Put[]}> = ({input, region}) => {
  const stream = requireWritable(input, region)
  const {Records} = input
  if (Records.length < 1 || Records.length > 500)
    throw new ServiceError(
      'ValidationException',
      "1 validation error detected: Value at 'records' failed to satisfy constraint: Member must have length between 1 and 500",
    )
  return {FailedRecordCount: 0, Records: Records.map((record) => put(stream, record)), ...encryption(stream)}
}

interface IteratorInput extends StreamName {
  readonly ShardId: string
  readonly ShardIteratorType: string
  readonly StartingSequenceNumber?: string
  readonly Timestamp?: number
}

export const getShardIterator: KinesisOperation<IteratorInput> = ({input, region}) => {
  const stream = requireStream(input, region)
  const shard = stream.shards.find(({id}) => id === input.ShardId)
  if (!shard)
    throw new ServiceError(
      'ResourceNotFoundException',
      `Shard ${input.ShardId} in stream ${stream.name} under account ${region.accountId} does not exist`,
    )
  return {ShardIterator: iterator(stream, shard, positionOf(input, shard))}
}

export const getRecords: KinesisOperation<StreamName & {ShardIterator: string; Limit?: number}> = ({input, region}) => {
  const {stream, shard, after} = readIterator(input.ShardIterator, region)
  const {Limit = 10_000} = input
  if (Limit < 1 || Limit > 10_000)
    throw new ServiceError(
      'ValidationException',
      `1 validation error detected: Value '${Limit}' at 'limit' failed to satisfy constraint: Member must have value between 1 and 10000`,
    )
  const oldest = Date.now() - stream.retentionHours * 3_600_000
  const found: KinesisRecord[] = []
  let bytes = 0
  for (const record of shard.records.slice(indexAfter(shard, after))) {
    bytes += record.data.length
    if (found.length === Limit || (bytes > LARGEST_ANSWER && found.length > 0)) break
    if (record.arrival.getTime() >= oldest) found.push(record)
  }
  const [last, newest] = [found.at(-1), shard.records.at(-1)]
  const position = last?.sequence ?? after
  const isOver = shard.endingSequence !== undefined && (newest === undefined || newest.sequence <= position)
  return {
    Records: found.map((record) => shown(record, stream)),
    ...(isOver ? {ChildShards: children(stream, shard)} : {NextShardIterator: iterator(stream, shard, position)}),
    MillisBehindLatest: last && newest ? newest.arrival.getTime() - last.arrival.getTime() : 0,
  }
}

function requireWritable(input: StreamName, region: Region): StreamState {
  const stream = requireStream(input, region)
  if (['ACTIVE', 'UPDATING'].includes(statusOf(stream))) return stream
  throw new ServiceError(
    'ResourceNotFoundException',
    `Stream ${stream.name} under account ${region.accountId} not found.`,
  )
}

function put(stream: StreamState, {Data, PartitionKey, ExplicitHashKey}: Put): object {
  if (Buffer.byteLength(Data, 'base64') + Buffer.byteLength(PartitionKey) > LARGEST_RECORD)
    throw new ServiceError(
      'ValidationException',
      `1 validation error detected: Value at 'data' failed to satisfy constraint: Member must have length less than or equal to ${LARGEST_RECORD}`,
    )
  const hash = createHash('md5').update(PartitionKey).digest('hex')
  const key = ExplicitHashKey === undefined ? BigInt(`0x${hash}`) : BigInt(ExplicitHashKey)
  const shard = openShards(stream).find(({start, end}) => start <= key && key <= end)!
  const record = {sequence: nextSequence(), partitionKey: PartitionKey, data: Data, arrival: new Date()}
  shard.records.push(record)
  trim(stream, shard)
  return {SequenceNumber: String(record.sequence), ShardId: shard.id}
}

function trim({retentionHours}: StreamState, {records}: ShardState): void {
  const oldest = Date.now() - retentionHours * 3_600_000
  const kept = records.findIndex(({arrival}) => arrival.getTime() >= oldest)
  if (kept > 0) records.splice(0, kept)
}

/** The sequence number after which reading begins. */
function positionOf(input: IteratorInput, shard: ShardState): bigint {
  const {ShardIteratorType: type, StartingSequenceNumber, Timestamp = 0} = input
  switch (type) {
    case 'TRIM_HORIZON':
      return 0n
    case 'LATEST':
      return shard.records.at(-1)?.sequence ?? shard.startingSequence
    case 'AT_SEQUENCE_NUMBER':
      return BigInt(StartingSequenceNumber ?? '0') - 1n
    case 'AFTER_SEQUENCE_NUMBER':
      return BigInt(StartingSequenceNumber ?? '0')
    case 'AT_TIMESTAMP':
      return shard.records.findLast(({arrival}) => arrival.getTime() < Timestamp * 1000)?.sequence ?? 0n
    default:
      throw invalidArgument(`Invalid ShardIteratorType: ${type}`)
  }
}

function iterator({name, created}: StreamState, {id}: ShardState, after: bigint): string {
  return Buffer.from(JSON.stringify([name, created.getTime(), id, String(after)])).toString('base64')
}

function readIterator(text: string, region: Region): {stream: StreamState; shard: ShardState; after: bigint} {
  try {
    const [StreamName, created, id, after] = JSON.parse(Buffer.from(text, 'base64').toString()) as [
      string,
      number,
      string,
      string,
    ]
    const stream = requireStream({StreamName}, region)
    const shard = stream.shards.find((one) => one.id === id)
    if (shard && stream.created.getTime() === created) return {stream, shard, after: BigInt(after)}
  } catch (error) {
    if (error instanceof ServiceError) throw error
  }
  throw invalidArgument('Invalid ShardIterator.')
}

function indexAfter({records}: ShardState, after: bigint): number {
  let [low, high] = [0, records.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (records[middle]!.sequence <= after) low = middle + 1
    else high = middle
  }
  return low
}

function shown({sequence, arrival, data, partitionKey}: KinesisRecord, stream: StreamState): object {
  return {
    SequenceNumber: String(sequence),
    ApproximateArrivalTimestamp: arrival,
    Data: data,
    PartitionKey: partitionKey,
    ...encryption(stream),
  }
}

function encryption({keyId}: StreamState): object {
  return {EncryptionType: keyId === undefined ? 'NONE' : 'KMS'}
}

function children({shards}: StreamState, parent: ShardState): object[] {
  return shards
    .filter(({parents}) => parents.includes(parent))
    .map(({id, parents, start, end}) => ({
      ShardId: id,
      ParentShards: parents.map((one) => one.id),
      HashKeyRange: {StartingHashKey: String(start), EndingHashKey: String(end)},
    }))
}
