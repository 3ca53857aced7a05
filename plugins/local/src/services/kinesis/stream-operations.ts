import {setTimeout as sleep} from 'node:timers/promises'

import {ServiceError} from '../../server/service.js'
import type {KinesisOperation} from './kinesis-operation.js'
import {firstShards, merge, rescale, split} from './shards.js'
import {
  invalidArgument,
  openShards,
  type Region,
  requireActive,
  requireStream,
  type ShardState,
  statusOf,
  type StreamName,
  type StreamState,
} from './world.js'

interface CreateInput {
  readonly StreamName: string
  readonly ShardCount?: number
  readonly StreamModeDetails?: {readonly StreamMode: StreamState['mode']}
  readonly Tags?: Record<string, string>
}

/** What a stream on demand has at first. */
const ON_DEMAND_SHARDS = 4

export const createStream: KinesisOperation<CreateInput> = ({input, region}) => {
  const {StreamName: name, ShardCount, Tags = {}} = input
  const mode = input.StreamModeDetails?.StreamMode ?? 'PROVISIONED'
  if (!/^[a-zA-Z0-9_.-]{1,128}$/.test(name))
    throw new ServiceError(
      'ValidationException',
      `1 validation error detected: Value '${name}' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+`,
    )
  if (region.streams.has(name))
    throw new ServiceError('ResourceInUseException', `Stream ${name} under account ${region.accountId} already exists.`)
  if (mode === 'PROVISIONED' && !(ShardCount !== undefined && ShardCount >= 1))
    throw new ServiceError('ValidationException', 'ShardCount must be 1 or more for a stream in PROVISIONED mode.')
  const stream: StreamState = {
    name,
    arn: `arn:aws:kinesis:${region.name}:${region.accountId}:stream/${name}`,
    created: new Date(),
    mode,
    change: {status: 'CREATING', until: Date.now() + region.stateMs},
    retentionHours: 24,
    keyId: undefined,
    metrics: [],
    tags: {...Tags},
    shards: [],
    consumers: new Map(),
  }
  firstShards(stream, mode === 'ON_DEMAND' ? ON_DEMAND_SHARDS : (ShardCount ?? 1))
  region.streams.set(name, stream)
}

export const deleteStream: KinesisOperation<StreamName & {EnforceConsumerDeletion?: boolean}> = ({input, region}) => {
  const stream = requireStream(input, region)
  if (stream.consumers.size > 0 && !input.EnforceConsumerDeletion)
    throw new ServiceError(
      'ResourceInUseException',
      `Stream ${stream.name} under account ${region.accountId} has consumers registered`,
    )
  stream.change = {status: 'DELETING', until: Infinity}
  void sleep(region.stateMs, undefined, {ref: false}).then(() => region.streams.delete(stream.name))
}

export const describeStreamSummary: KinesisOperation<StreamName> = ({input, region}) => {
  const stream = requireStream(input, region)
  return {
    StreamDescriptionSummary: {
      ...described(stream),
      OpenShardCount: openShards(stream).length,
      ConsumerCount: stream.consumers.size,
    },
  }
}

type DescribeInput = StreamName & {readonly Limit?: number; readonly ExclusiveStartShardId?: string}

export const describeStream: KinesisOperation<DescribeInput> = ({input, region}) => {
  const stream = requireStream(input, region)
  const {page, more} = pageOf(stream, input.ExclusiveStartShardId, input.Limit ?? 100)
  return {StreamDescription: {...described(stream), Shards: page.map(shownShard), HasMoreShards: more}}
}

type ListShardsInput = StreamName & {
  readonly MaxResults?: number
  readonly NextToken?: string
  readonly ExclusiveStartShardId?: string
}

export const listShards: KinesisOperation<ListShardsInput> = ({input, region}) => {
  const [name, after] = input.NextToken ? (JSON.parse(input.NextToken) as [string, string]) : []
  const stream = requireStream(name === undefined ? input : {StreamName: name}, region)
  const {page, more} = pageOf(stream, after ?? input.ExclusiveStartShardId, input.MaxResults ?? 1000)
  const last = page.at(-1)?.id
  return {Shards: page.map(shownShard), ...(more && {NextToken: JSON.stringify([stream.name, last])})}
}

type ListInput = {readonly Limit?: number; readonly ExclusiveStartStreamName?: string; readonly NextToken?: string}

export const listStreams: KinesisOperation<ListInput> = ({input, region}) => {
  const {Limit = 100, ExclusiveStartStreamName: after = input.NextToken ?? ''} = input
  const all = [...region.streams.values()].filter(({name}) => name > after).sort((a, b) => (a.name < b.name ? -1 : 1))
  const page = all.slice(0, Limit)
  const more = all.length > page.length
  return {
    StreamNames: page.map(({name}) => name),
    HasMoreStreams: more,
    ...(more && {NextToken: page.at(-1)?.name}),
    StreamSummaries: page.map((stream) => {
      const {StreamName, StreamARN, StreamStatus, StreamModeDetails, StreamCreationTimestamp} = described(stream)
      return {StreamName, StreamARN, StreamStatus, StreamModeDetails, StreamCreationTimestamp}
    }),
  }
}

export const updateShardCount: KinesisOperation<StreamName & {TargetShardCount: number}> = ({input, region}) => {
  const {TargetShardCount: target} = input
  const stream = requireActive(input, region)
  requireProvisioned(stream, region)
  const current = openShards(stream).length
  const counts = `Current open shard count: ${current} Target shard count: ${target}`
  if (target > current * 2)
    throw invalidArgument(`UpdateShardCount cannot scale up over double your current open shard count. ${counts}`)
  if (target < Math.ceil(current / 2))
    throw invalidArgument(`UpdateShardCount cannot scale down below half your current open shard count. ${counts}`)
  rescale(stream, target)
  updating(stream, region)
  return {StreamName: stream.name, StreamARN: stream.arn, CurrentShardCount: current, TargetShardCount: target}
}

export const splitShard: KinesisOperation<StreamName & {ShardToSplit: string; NewStartingHashKey: string}> = ({
  input,
  region,
}) => {
  const stream = requireActive(input, region)
  requireProvisioned(stream, region)
  split(stream, requireShard(input.ShardToSplit, stream, region), BigInt(input.NewStartingHashKey))
  updating(stream, region)
}

export const mergeShards: KinesisOperation<StreamName & {ShardToMerge: string; AdjacentShardToMerge: string}> = ({
  input,
  region,
}) => {
  const stream = requireActive(input, region)
  requireProvisioned(stream, region)
  const [one, other] = [input.ShardToMerge, input.AdjacentShardToMerge].map((id) => requireShard(id, stream, region))
  merge(stream, one!, other!)
  updating(stream, region)
}

export function updating(stream: StreamState, {stateMs}: Region): void {
  stream.change = {status: 'UPDATING', until: Date.now() + stateMs}
}

export function described(stream: StreamState) {
  const {name, arn, created, mode, retentionHours, keyId, metrics} = stream
  return {
    StreamName: name,
    StreamARN: arn,
    StreamStatus: statusOf(stream),
    StreamModeDetails: {StreamMode: mode},
    RetentionPeriodHours: retentionHours,
    StreamCreationTimestamp: created,
    EnhancedMonitoring: [{ShardLevelMetrics: metrics}],
    ...(keyId === undefined ? {EncryptionType: 'NONE'} : {EncryptionType: 'KMS', KeyId: keyId}),
  }
}

function shownShard({id, start, end, parents, startingSequence, endingSequence}: ShardState): object {
  const [parent, adjacent] = parents
  return {
    ShardId: id,
    ...(parent && {ParentShardId: parent.id}),
    ...(adjacent && {AdjacentParentShardId: adjacent.id}),
    HashKeyRange: {StartingHashKey: String(start), EndingHashKey: String(end)},
    SequenceNumberRange: {
      StartingSequenceNumber: String(startingSequence),
      ...(endingSequence !== undefined && {EndingSequenceNumber: String(endingSequence)}),
    },
  }
}

function pageOf({shards}: StreamState, after: string | undefined, limit: number): {page: ShardState[]; more: boolean} {
  const rest = after === undefined ? shards : shards.filter(({id}) => id > after)
  return {page: rest.slice(0, limit), more: rest.length > limit}
}

function requireShard(id: string, stream: StreamState, {accountId}: Region): ShardState {
  const shard = stream.shards.find((one) => one.id === id)
  if (shard) return shard
  throw new ServiceError(
    'ResourceNotFoundException',
    `Could not find shard ${id} in stream ${stream.name} under account ${accountId}.`,
  )
}

function requireProvisioned({mode, name}: StreamState, {accountId}: Region): void {
  if (mode === 'PROVISIONED') return
  throw new ServiceError(
    'ValidationException',
    `Request is invalid. Stream ${name} under account ${accountId} is in On-Demand mode.`,
  )
}
