import {ServiceError} from '../../server/service.js'
import type {KinesisOperation} from './kinesis-operation.js'
import {updating} from './stream-operations.js'
import {
  type Consumer,
  invalidArgument,
  openShards,
  requireActive,
  requireStream,
  type StreamName,
  type StreamState,
} from './world.js'

type Tagging = {readonly Tags: Record<string, string>}
type Keys = {readonly TagKeys: readonly string[]}
type ByArn = {readonly ResourceARN: string}

export const addTagsToStream: KinesisOperation<StreamName & Tagging> = ({input, region}) => {
  Object.assign(requireStream(input, region).tags, input.Tags)
}

export const removeTagsFromStream: KinesisOperation<StreamName & Keys> = ({input, region}) => {
  const stream = requireStream(input, region)
  stream.tags = Object.fromEntries(Object.entries(stream.tags).filter(([key]) => !input.TagKeys.includes(key)))
}

export const listTagsForStream: KinesisOperation<StreamName> = ({input, region}) => {
  const {tags} = requireStream(input, region)
  return {Tags: Object.entries(tags).map(([Key, Value]) => ({Key, Value})), HasMoreTags: false}
}

export const tagResource: KinesisOperation<ByArn & Tagging> = ({input, region}) =>
  addTagsToStream({input: {StreamARN: input.ResourceARN, Tags: input.Tags}, region})

export const untagResource: KinesisOperation<ByArn & Keys> = ({input, region}) =>
  removeTagsFromStream({input: {StreamARN: input.ResourceARN, TagKeys: input.TagKeys}, region})

export const listTagsForResource: KinesisOperation<ByArn> = ({input, region}) => {
  const {tags} = requireStream({StreamARN: input.ResourceARN}, region)
  return {Tags: Object.entries(tags).map(([Key, Value]) => ({Key, Value}))}
}

/** Both directions: a higher or a lower number of hours, each by its own operation. */
export function setRetention(
  isAllowed: (next: number, current: number) => boolean,
): KinesisOperation<StreamName & {RetentionPeriodHours: number}> {
  return ({input, region}) => {
    const stream = requireActive(input, region)
    const hours = input.RetentionPeriodHours
    if (hours < 24 || hours > 8760 || !isAllowed(hours, stream.retentionHours))
      throw invalidArgument(
        `Requested retention period (${hours} hours) for stream ${stream.name} cannot follow ${stream.retentionHours} hours; it is 24 to 8760 hours.`,
      )
    stream.retentionHours = hours
    updating(stream, region)
  }
}

export const startStreamEncryption: KinesisOperation<StreamName & {KeyId: string}> = ({input, region}) => {
  const stream = requireActive(input, region)
  stream.keyId = input.KeyId
  updating(stream, region)
}

export const stopStreamEncryption: KinesisOperation<StreamName> = ({input, region}) => {
  const stream = requireActive(input, region)
  stream.keyId = undefined
  updating(stream, region)
}

export const updateStreamMode: KinesisOperation<
  StreamName & {StreamModeDetails: {StreamMode: StreamState['mode']}}
> = ({input, region}) => {
  const stream = requireActive(input, region)
  stream.mode = input.StreamModeDetails.StreamMode
  updating(stream, region)
}

type Metrics = StreamName & {readonly ShardLevelMetrics: readonly string[]}

export const enableEnhancedMonitoring: KinesisOperation<Metrics> = ({input, region}) =>
  monitoring(requireStream(input, region), (now) => [...new Set([...now, ...input.ShardLevelMetrics])])

export const disableEnhancedMonitoring: KinesisOperation<Metrics> = ({input, region}) =>
  monitoring(requireStream(input, region), (now) => now.filter((name) => !input.ShardLevelMetrics.includes(name)))

function monitoring(stream: StreamState, change: (now: readonly string[]) => string[]): object {
  const {name, arn, metrics} = stream
  stream.metrics = change(metrics)
  return {StreamName: name, StreamARN: arn, CurrentShardLevelMetrics: metrics, DesiredShardLevelMetrics: stream.metrics}
}

type ConsumerInput = {readonly StreamARN?: string; readonly ConsumerName?: string; readonly ConsumerARN?: string}

export const registerStreamConsumer: KinesisOperation<ConsumerInput> = ({input, region}) => {
  const {ConsumerName = ''} = input
  const stream = requireStream(input, region)
  if (stream.consumers.has(ConsumerName))
    throw new ServiceError(
      'ResourceInUseException',
      `Consumer ${ConsumerName} under stream ${stream.name} already exists for account ${region.accountId}.`,
    )
  const ConsumerCreationTimestamp = new Date()
  const ConsumerARN = `${stream.arn}/consumer/${ConsumerName}:${Math.floor(ConsumerCreationTimestamp.getTime() / 1000)}`
  const consumer: Consumer = {ConsumerName, ConsumerARN, ConsumerStatus: 'ACTIVE', ConsumerCreationTimestamp}
  stream.consumers.set(ConsumerName, consumer)
  return {Consumer: {...consumer, ConsumerStatus: 'CREATING'}}
}

export const describeStreamConsumer: KinesisOperation<ConsumerInput> = (call) => {
  const {stream, consumer} = requireConsumer(call)
  return {ConsumerDescription: {...consumer, StreamARN: stream.arn}}
}

export const deregisterStreamConsumer: KinesisOperation<ConsumerInput> = (call) => {
  const {stream, consumer} = requireConsumer(call)
  stream.consumers.delete(consumer.ConsumerName)
}

export const listStreamConsumers: KinesisOperation<ConsumerInput> = ({input, region}) => ({
  Consumers: [...requireStream(input, region).consumers.values()],
})

export const describeLimits: KinesisOperation<object> = ({region}) => {
  const streams = [...region.streams.values()]
  return {
    ShardLimit: 500,
    OpenShardCount: streams.reduce((sum, stream) => sum + openShards(stream).length, 0),
    OnDemandStreamCount: streams.filter(({mode}) => mode === 'ON_DEMAND').length,
    OnDemandStreamCountLimit: 50,
  }
}

function requireConsumer({input, region}: Parameters<KinesisOperation<ConsumerInput>>[0]): {
  stream: StreamState
  consumer: Consumer
} {
  const {ConsumerARN, ConsumerName = ConsumerARN?.split('/').at(-1)?.split(':')[0] ?? ''} = input
  const stream = requireStream({StreamARN: input.StreamARN ?? ConsumerARN ?? ''}, region)
  const consumer = stream.consumers.get(ConsumerName)
  if (consumer) return {stream, consumer}
  throw new ServiceError(
    'ResourceNotFoundException',
    `Consumer ${ConsumerName} under stream ${stream.name} not found for account ${region.accountId}.`,
  )
}
