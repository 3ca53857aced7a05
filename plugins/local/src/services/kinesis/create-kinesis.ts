import {type Service, ServiceError} from '../../server/service.js'
import {writeTime} from '../../server/write-time.js'
import type {KinesisOperation} from './kinesis-operation.js'
import * as records from './record-operations.js'
import * as settings from './settings-operations.js'
import * as streams from './stream-operations.js'
import type {KinesisOptions, Region} from './world.js'

const OPERATIONS = new Map<string, KinesisOperation<never>>(
  Object.entries({
    AddTagsToStream: settings.addTagsToStream,
    CreateStream: streams.createStream,
    DecreaseStreamRetentionPeriod: settings.setRetention((next, current) => next < current),
    DeleteStream: streams.deleteStream,
    DeregisterStreamConsumer: settings.deregisterStreamConsumer,
    DescribeLimits: settings.describeLimits,
    DescribeStream: streams.describeStream,
    DescribeStreamConsumer: settings.describeStreamConsumer,
    DescribeStreamSummary: streams.describeStreamSummary,
    DisableEnhancedMonitoring: settings.disableEnhancedMonitoring,
    EnableEnhancedMonitoring: settings.enableEnhancedMonitoring,
    GetRecords: records.getRecords,
    GetShardIterator: records.getShardIterator,
    IncreaseStreamRetentionPeriod: settings.setRetention((next, current) => next > current),
    ListShards: streams.listShards,
    ListStreamConsumers: settings.listStreamConsumers,
    ListStreams: streams.listStreams,
    ListTagsForResource: settings.listTagsForResource,
    ListTagsForStream: settings.listTagsForStream,
    MergeShards: streams.mergeShards,
    PutRecord: records.putRecord,
    PutRecords: records.putRecords,
    RegisterStreamConsumer: settings.registerStreamConsumer,
    RemoveTagsFromStream: settings.removeTagsFromStream,
    SplitShard: streams.splitShard,
    StartStreamEncryption: settings.startStreamEncryption,
    StopStreamEncryption: settings.stopStreamEncryption,
    TagResource: settings.tagResource,
    UntagResource: settings.untagResource,
    UpdateShardCount: streams.updateShardCount,
    UpdateStreamMode: settings.updateStreamMode,
  }),
)

export interface Kinesis extends Service {
  /** Forgets everything. */
  clear(): void
}

/**
 * The Kinesis Data Streams API (AWS JSON 1.1). moto's moves the records of a shard that is split or merged into the new ones,
 * under new sequence numbers, and its shards never end: who follows a stream reads them twice.
 */
export function createKinesis({accountId, stateMs = 200}: KinesisOptions): Kinesis {
  const regions = new Map<string, Region>()
  const service: Service = async (request) => {
    const target = String(request.headers['x-amz-target'] ?? '')
    const operation = OPERATIONS.get(target.slice(target.lastIndexOf('.') + 1))
    if (!operation) throw new ServiceError('NotImplemented', `the local Kinesis does not have ${target || 'this'}`, 501)
    const region = regions.get(request.region) ?? {name: request.region, accountId, stateMs, streams: new Map()}
    regions.set(request.region, region)
    const input = JSON.parse(request.body.toString('utf8') || '{}') as never
    const output = await Promise.resolve(operation({input, region}))
    return {
      status: 200,
      headers: {'content-type': 'application/x-amz-json-1.1'},
      body: output === undefined ? '' : JSON.stringify(output, writeTime),
    }
  }
  return Object.assign(service, {clear: () => regions.clear()})
}
