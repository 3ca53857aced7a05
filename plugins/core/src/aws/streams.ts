import type {Kinesis, Shard as KinesisShard} from '@aws-sdk/client-kinesis'

import {StackError} from '../errors.js'
import type {Shard, Streams, StreamSummary} from '../ports/streams.js'
import type {AwsAccess} from './access.js'
import {answered} from './answered.js'
import {awsCode} from './aws-error.js'
import {type CallOptions, createService, type Service} from './create-service.js'
import {putRecords} from './put-records.js'
import {readShard} from './read-shard.js'

/** A resharding takes a minute or so for each doubling. */
const LOOK_EVERY_MS = 2_000

export function createStreams(access: AwsAccess): Streams {
  const kinesis = createService('Kinesis', access, async ({requestHandler, ...config}) => {
    const [{Kinesis}, {NodeHttpHandler}] = await Promise.all([
      import('@aws-sdk/client-kinesis'),
      import('@smithy/node-http-handler'),
    ])
    // This client alone speaks HTTP/2 by itself, for subscriptions, which an endpoint without TLS does not.
    return new Kinesis({...config, requestHandler: new NodeHttpHandler(requestHandler)})
  })
  return {
    put: (stream, records, signal = access.signal) => putRecords(kinesis, stream, records, signal),
    describe: (stream, signal) => describeStream(kinesis, stream, signal ? {signal} : {}),
    shards: (stream, signal) => listShards(kinesis, stream, signal ? {signal} : {}),
    read: (input, signal) => readShard(kinesis, input, signal),
    async resize(StreamName, TargetShardCount, signal = access.signal) {
      const request = {StreamName, TargetShardCount, ScalingType: 'UNIFORM_SCALING' as const}
      await kinesis.call('UpdateShardCount', (client, options) => client.updateShardCount(request, options), {signal})
      for (;;) {
        const found = await describeStream(kinesis, StreamName, {signal})
        if (!found) throw noStream(StreamName)
        if (found.status === 'ACTIVE' && found.openShards === TargetShardCount) return
        await access.pause(LOOK_EVERY_MS, signal)
      }
    },
    async tags(StreamName) {
      const tags: [string, string][] = []
      for (;;) {
        const ExclusiveStartTagKey = tags.at(-1)?.[0]
        const request = {StreamName, ...(ExclusiveStartTagKey !== undefined && {ExclusiveStartTagKey})}
        const {Tags = [], HasMoreTags} = await kinesis.call('ListTagsForStream', (client, options) =>
          client.listTagsForStream(request, options),
        )
        tags.push(...Tags.map(({Key = '', Value = ''}): [string, string] => [Key, Value]))
        if (!HasMoreTags || Tags.length === 0) return Object.fromEntries(tags)
      }
    },
  }
}

async function describeStream(
  kinesis: Service<Kinesis>,
  StreamName: string,
  call: CallOptions,
): Promise<StreamSummary | undefined> {
  try {
    const {StreamDescriptionSummary} = await kinesis.call(
      'DescribeStreamSummary',
      (client, options) => client.describeStreamSummary({StreamName}, options),
      call,
    )
    const found = answered(StreamDescriptionSummary, 'Kinesis', 'DescribeStreamSummary')
    return {
      name: StreamName,
      arn: found.StreamARN ?? '',
      status: found.StreamStatus ?? '',
      openShards: found.OpenShardCount ?? 0,
      retentionHours: found.RetentionPeriodHours ?? 0,
      onDemand: found.StreamModeDetails?.StreamMode === 'ON_DEMAND',
    }
  } catch (error) {
    if (awsCode(error) === 'ResourceNotFoundException') return undefined
    throw error
  }
}

async function listShards(kinesis: Service<Kinesis>, StreamName: string, call: CallOptions): Promise<Shard[]> {
  const shards: Shard[] = []
  let NextToken: string | undefined
  try {
    do {
      // A token stands for the stream: together they are refused.
      const request = NextToken === undefined ? {StreamName} : {NextToken}
      const page = await kinesis.call('ListShards', (client, options) => client.listShards(request, options), call)
      shards.push(...answered(page.Shards, 'Kinesis', 'ListShards').map(toShard))
      NextToken = page.NextToken
    } while (NextToken !== undefined)
  } catch (error) {
    throw awsCode(error) === 'ResourceNotFoundException' ? noStream(StreamName, error) : error
  }
  return shards
}

function toShard({
  ShardId = '',
  ParentShardId,
  AdjacentParentShardId,
  SequenceNumberRange,
  HashKeyRange,
}: KinesisShard): Shard {
  const {StartingHashKey = '0', EndingHashKey = '0'} = HashKeyRange ?? {}
  return {
    id: ShardId,
    parents: [ParentShardId, AdjacentParentShardId].filter((parent) => parent !== undefined),
    open: SequenceNumberRange?.EndingSequenceNumber === undefined,
    share: (Number(EndingHashKey) - Number(StartingHashKey)) / 2 ** 128,
  }
}

function noStream(stream: string, cause?: unknown): StackError {
  return new StackError('NOT_FOUND', `there is no stream ${stream}`, {details: {stream}, cause})
}
