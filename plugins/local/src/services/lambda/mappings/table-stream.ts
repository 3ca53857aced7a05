import type {_Record, ShardIteratorType} from '@aws-sdk/client-dynamodb-streams'

import {invalid} from '../state/faults.js'
import type {Feed} from './event-source.js'
import type {Stream, StreamRecord} from './stream.js'

/** AWS Lambda Developer Guide, "Using AWS Lambda with Amazon DynamoDB". */
export const tableStream: Stream = {
  mostRecords: 10_000,
  startingPositions: ['LATEST', 'TRIM_HORIZON'],
  batchInfo: 'DDBStreamBatchInfo',

  async look(StreamArn, clients) {
    const {DescribeStreamCommand} = await import('@aws-sdk/client-dynamodb-streams')
    const streams = await clients.dynamoDBStreams()
    await streams.send(new DescribeStreamCommand({StreamArn})).catch(() => {
      throw invalid(`Stream not found: ${StreamArn}`)
    })
  },

  async shards({arn: StreamArn, clients}) {
    const {DescribeStreamCommand} = await import('@aws-sdk/client-dynamodb-streams')
    const streams = await clients.dynamoDBStreams()
    const {StreamDescription} = await streams.send(new DescribeStreamCommand({StreamArn}))
    return (StreamDescription?.Shards ?? []).map(({ShardId = '', ParentShardId, SequenceNumberRange}) => ({
      id: ShardId,
      parents: ParentShardId === undefined ? [] : [ParentShardId],
      closed: SequenceNumberRange?.EndingSequenceNumber !== undefined,
    }))
  },

  async iterator(ShardId, {StartingPosition}, {arn: StreamArn, clients}) {
    const {GetShardIteratorCommand} = await import('@aws-sdk/client-dynamodb-streams')
    const streams = await clients.dynamoDBStreams()
    const ShardIteratorType = StartingPosition as ShardIteratorType
    const {ShardIterator} = await streams.send(new GetShardIteratorCommand({StreamArn, ShardId, ShardIteratorType}))
    return ShardIterator
  },

  async read(ShardIterator, limit, _shard, feed) {
    const {GetRecordsCommand} = await import('@aws-sdk/client-dynamodb-streams')
    const streams = await feed.clients.dynamoDBStreams()
    // One GetRecords of DynamoDB gives 1000 at most.
    const {Records = [], NextShardIterator} = await streams.send(
      new GetRecordsCommand({ShardIterator, Limit: Math.min(limit, 1000)}),
    )
    return {records: Records.map((record) => toRecord(record, feed)), next: NextShardIterator}
  },
}

function toRecord({eventID, eventName, dynamodb = {}}: _Record, {arn, region}: Feed): StreamRecord {
  const {ApproximateCreationDateTime: arrival = new Date(), SequenceNumber = '', ...change} = dynamodb
  return {
    sequenceNumber: SequenceNumber,
    arrival,
    event: {
      eventID,
      eventName,
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: region,
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(arrival.getTime() / 1000),
        SequenceNumber,
        ...(withBase64(change) as object),
      },
      eventSourceARN: arn,
    },
  }
}

/** Binary attributes as text, at any depth. */
function withBase64(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(withBase64)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withBase64(inner)]))
}
