import {
  AddTagsToStreamCommand,
  CreateStreamCommand,
  DecreaseStreamRetentionPeriodCommand,
  DeleteStreamCommand,
  DescribeStreamSummaryCommand,
  DisableEnhancedMonitoringCommand,
  EnableEnhancedMonitoringCommand,
  IncreaseStreamRetentionPeriodCommand,
  type KinesisClient,
  ListTagsForStreamCommand,
  type MetricsName,
  RemoveTagsFromStreamCommand,
  StartStreamEncryptionCommand,
  StopStreamEncryptionCommand,
  type StreamDescriptionSummary,
  type StreamMode,
  UpdateShardCountCommand,
  UpdateStreamModeCommand,
} from '@aws-sdk/client-kinesis'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {finishOrUndo} from './finish-or-undo.js'
import {HandlerFailure} from './handler-failure.js'
import {hasChanged} from './has-changed.js'
import {byKey, retag, tagMap, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'
import {waitUntil} from './wait-until.js'

/** AWS::Kinesis::Stream. A stream is changed by one call at a time: each waits until it is ACTIVE again. */
export const stream: ResourceHandler = {
  async create(properties, scope) {
    const kinesis = await scope.clients.kinesis()
    const StreamName = (properties['Name'] as string | undefined) ?? scope.generatedName(128)
    const StreamMode = modeOf(properties)
    const ShardCount = properties['ShardCount'] as number | undefined
    if (StreamMode === 'PROVISIONED' && ShardCount === undefined)
      throw new HandlerFailure('InvalidRequest', 'ShardCount is required for a stream in PROVISIONED mode')
    if (StreamMode === 'ON_DEMAND' && ShardCount !== undefined)
      throw new HandlerFailure('InvalidRequest', 'ShardCount is not allowed for a stream in ON_DEMAND mode')
    await kinesis.send(new CreateStreamCommand({StreamName, ShardCount, StreamModeDetails: {StreamMode}}))
    return finishOrUndo(
      async () => {
        const {StreamARN} = await active(StreamName, kinesis)
        await kinesis.send(new AddTagsToStreamCommand({StreamName, Tags: tagMap(tagsOf(properties, scope))}))
        await configure(StreamName, properties, {}, kinesis)
        return {physicalId: StreamName, attributes: {Arn: StreamARN}}
      },
      () => remove(StreamName, kinesis),
    )
  },

  async update(current, next, previous, scope) {
    const kinesis = await scope.clients.kinesis()
    const StreamName = current.physicalId
    if (hasChanged(next, previous, 'StreamModeDetails')) {
      const StreamARN = current.attributes['Arn'] as string
      await kinesis.send(new UpdateStreamModeCommand({StreamARN, StreamModeDetails: {StreamMode: modeOf(next)}}))
      await active(StreamName, kinesis)
    }
    await reshard(StreamName, next, kinesis)
    await configure(StreamName, next, previous, kinesis)
    await retagStream(StreamName, next, scope)
    return current
  },

  async delete({physicalId}, _properties, scope) {
    await remove(physicalId, await scope.clients.kinesis())
  },
}

function modeOf(properties: Properties): StreamMode {
  return (properties['StreamModeDetails'] as {StreamMode: StreamMode} | undefined)?.StreamMode ?? 'PROVISIONED'
}

async function active(StreamName: string, kinesis: KinesisClient): Promise<StreamDescriptionSummary> {
  return waitUntil(`stream ${StreamName} is not ACTIVE`, async () => {
    const {StreamDescriptionSummary: found} = await kinesis.send(new DescribeStreamSummaryCommand({StreamName}))
    return found?.StreamStatus === 'ACTIVE' ? found : undefined
  })
}

/** To what the template says, whoever has resharded the stream meanwhile. Kinesis doubles or halves at most. */
async function reshard(StreamName: string, next: Properties, kinesis: KinesisClient): Promise<void> {
  const TargetShardCount = next['ShardCount'] as number | undefined
  if (TargetShardCount === undefined || modeOf(next) === 'ON_DEMAND') return
  const {OpenShardCount} = await active(StreamName, kinesis)
  if (OpenShardCount === TargetShardCount) return
  await kinesis.send(new UpdateShardCountCommand({StreamName, TargetShardCount, ScalingType: 'UNIFORM_SCALING'}))
  await active(StreamName, kinesis)
}

async function configure(
  StreamName: string,
  next: Properties,
  previous: Properties,
  kinesis: KinesisClient,
): Promise<void> {
  const [hours, before] = [retention(next), retention(previous)]
  if (hours !== before) {
    const Command = hours > before ? IncreaseStreamRetentionPeriodCommand : DecreaseStreamRetentionPeriodCommand
    await kinesis.send(new Command({StreamName, RetentionPeriodHours: hours}))
    await active(StreamName, kinesis)
  }
  if (hasChanged(next, previous, 'StreamEncryption')) await encrypt(StreamName, next, previous, kinesis)
  await monitor(StreamName, metrics(next), metrics(previous), kinesis)
}

function retention(properties: Properties): number {
  return (properties['RetentionPeriodHours'] as number | undefined) ?? 24
}

interface Encryption {
  readonly EncryptionType: 'KMS'
  readonly KeyId: string
}

async function encrypt(
  StreamName: string,
  next: Properties,
  previous: Properties,
  kinesis: KinesisClient,
): Promise<void> {
  const [wanted, before] = [next, previous].map((one) => one['StreamEncryption'] as Encryption | undefined)
  if (wanted) await kinesis.send(new StartStreamEncryptionCommand({StreamName, ...wanted}))
  else if (before) await kinesis.send(new StopStreamEncryptionCommand({StreamName, ...before}))
  await active(StreamName, kinesis)
}

function metrics(properties: Properties): MetricsName[] {
  return (properties['DesiredShardLevelMetrics'] ?? []) as MetricsName[]
}

async function monitor(
  StreamName: string,
  next: MetricsName[],
  previous: MetricsName[],
  kinesis: KinesisClient,
): Promise<void> {
  const left = previous.filter((name) => !next.includes(name))
  if (left.length > 0) await kinesis.send(new DisableEnhancedMonitoringCommand({StreamName, ShardLevelMetrics: left}))
  const added = next.filter((name) => !previous.includes(name))
  if (added.length > 0) await kinesis.send(new EnableEnhancedMonitoringCommand({StreamName, ShardLevelMetrics: added}))
}

async function retagStream(StreamName: string, next: Properties, scope: HandlerScope): Promise<void> {
  const kinesis = await scope.clients.kinesis()
  const {Tags} = await kinesis.send(new ListTagsForStreamCommand({StreamName}))
  await retag({
    current: byKey(Tags),
    wanted: tagsOf(next, scope),
    add: (added) => kinesis.send(new AddTagsToStreamCommand({StreamName, Tags: tagMap(added)})),
    remove: (TagKeys) => kinesis.send(new RemoveTagsFromStreamCommand({StreamName, TagKeys})),
  })
}

async function remove(StreamName: string, kinesis: KinesisClient): Promise<void> {
  await unlessGone(() => kinesis.send(new DeleteStreamCommand({StreamName, EnforceConsumerDeletion: true})))
  await waitUntil(`stream ${StreamName} is not deleted`, async () => {
    const found = await unlessGone(() => kinesis.send(new DescribeStreamSummaryCommand({StreamName})))
    return found === undefined ? true : undefined
  })
}
