import {type _Record, ResourceNotFoundException, type ShardIteratorType} from '@aws-sdk/client-kinesis'

import {invalid} from '../state/faults.js'
import type {Feed} from './event-source.js'
import type {Stream, StreamRecord} from './stream.js'

/** AWS Lambda Developer Guide, "Using Lambda to process records from Amazon Kinesis Data Streams". */
export const kinesisStream: Stream = {
  mostRecords: 10_000,
  startingPositions: ['AT_TIMESTAMP', 'LATEST', 'TRIM_HORIZON'],
  batchInfo: 'KinesisBatchInfo',

  async look(StreamARN, clients) {
    const {DescribeStreamSummaryCommand} = await import('@aws-sdk/client-kinesis')
    const kinesis = await clients.kinesis()
    await kinesis.send(new DescribeStreamSummaryCommand({StreamARN})).catch((error: Error) => {
      throw error.name === ResourceNotFoundException.name
        ? invalid(`Stream not found: ${StreamARN}`)
        : invalid(`Cannot access stream ${StreamARN}: ${error.message}`)
    })
  },

  async shards({arn: StreamARN, clients}) {
    const {ListShardsCommand} = await import('@aws-sdk/client-kinesis')
    const kinesis = await clients.kinesis()
    const {Shards = []} = await kinesis.send(new ListShardsCommand({StreamARN}))
    return Shards.map(({ShardId = '', ParentShardId, AdjacentParentShardId, SequenceNumberRange}) => ({
      id: ShardId,
      parents: [ParentShardId, AdjacentParentShardId].filter((id) => id !== undefined),
      closed: SequenceNumberRange?.EndingSequenceNumber !== undefined,
    }))
  },

  async iterator(ShardId, {StartingPosition, StartingPositionTimestamp: Timestamp}, {arn: StreamARN, clients}) {
    const {GetShardIteratorCommand} = await import('@aws-sdk/client-kinesis')
    const kinesis = await clients.kinesis()
    const ShardIteratorType = StartingPosition as ShardIteratorType
    const {ShardIterator} = await kinesis.send(
      new GetShardIteratorCommand({StreamARN, ShardId, ShardIteratorType, Timestamp}),
    )
    return ShardIterator
  },

  async read(ShardIterator, Limit, shard, feed) {
    const {GetRecordsCommand} = await import('@aws-sdk/client-kinesis')
    const kinesis = await feed.clients.kinesis()
    const {Records = [], NextShardIterator} = await kinesis.send(
      new GetRecordsCommand({StreamARN: feed.arn, ShardIterator, Limit}),
    )
    return {records: Records.map((record) => toRecord(record, shard, feed)), next: NextShardIterator}
  },
}

function toRecord(record: _Record, shard: string, {arn, region, role}: Feed): StreamRecord {
  const {Data, PartitionKey, SequenceNumber = '', ApproximateArrivalTimestamp: arrival = new Date()} = record
  return {
    sequenceNumber: SequenceNumber,
    arrival,
    event: {
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey: PartitionKey,
        sequenceNumber: SequenceNumber,
        data: Buffer.from(Data ?? []).toString('base64'),
        approximateArrivalTimestamp: arrival.getTime() / 1000,
      },
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: `${shard}:${SequenceNumber}`,
      eventName: 'aws:kinesis:record',
      invokeIdentityArn: role(),
      awsRegion: region,
      eventSourceARN: arn,
    },
  }
}
