import type {EventSourceMappingConfiguration} from '@aws-sdk/client-lambda'
import type {Message, SQSClient} from '@aws-sdk/client-sqs'

import type {ServiceClients} from '../../cloudformation/clients.js'
import {pause} from '../invoke/pause.js'
import {invalid, outOfRange} from '../state/faults.js'
import type {FunctionState} from '../state/world.js'
import type {EventSource, Feed, MappingSettings} from './event-source.js'
import {itemFailures} from './item-failures.js'
import {queueRecord} from './queue-record.js'

/** "Lambda reads with five concurrent batches at first": AWS Lambda Developer Guide, "Configuring scaling behavior for SQS". */
const CONCURRENT_BATCHES = 5
/** Of one ReceiveMessage and one DeleteMessageBatch. */
const AT_ONCE = 10

/** AWS Lambda Developer Guide, "Using Lambda with Amazon SQS". Redrive to a dead-letter queue is the queue's own. */
export const queueSource: EventSource = {
  defaults: {BatchSize: 10, MaximumBatchingWindowInSeconds: 0},
  twin: (arn, name) => `An event source mapping with SQS arn (" ${arn} ") and function (" ${name} ")`,
  check,
  poll,
}

async function check(
  arn: string,
  settings: MappingSettings,
  {shown}: FunctionState,
  clients: ServiceClients,
): Promise<void> {
  checkRanges(settings)
  const {GetQueueAttributesCommand} = await import('@aws-sdk/client-sqs')
  const sqs = await clients.sqs()
  const {Attributes} = await queueUrl(sqs, arn)
    .then((QueueUrl) => sqs.send(new GetQueueAttributesCommand({QueueUrl, AttributeNames: ['VisibilityTimeout']})))
    .catch((error: Error) => {
      throw invalid(
        `Error occurred while ReceiveMessage. SQS Error Code: ${error.name}. SQS Error Message: ${error.message}`,
      )
    })
  const visible = Number(Attributes?.VisibilityTimeout ?? 30)
  const {Timeout = 3} = shown
  if (visible < Timeout)
    throw invalid(`Queue visibility timeout: ${visible} seconds is less than Function timeout: ${Timeout} seconds`)
}

/** "CreateEventSourceMapping" in the AWS Lambda API Reference. */
function checkRanges({BatchSize = 10, MaximumBatchingWindowInSeconds: window = 0, ScalingConfig}: MappingSettings) {
  if (BatchSize < 1 || BatchSize > 10_000)
    throw outOfRange(BatchSize, 'batchSize', 'Member must be between 1 and 10000')
  if (BatchSize > 10 && window === 0)
    throw invalid('Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10')
  const most = ScalingConfig?.MaximumConcurrency
  if (most !== undefined && (most < 2 || most > 1000))
    throw outOfRange(most, 'scalingConfig.maximumConcurrency', 'Member must be between 2 and 1000')
}

async function poll(feed: Feed, signal: AbortSignal): Promise<void> {
  const {settings, pace} = feed
  const most = settings.ScalingConfig?.MaximumConcurrency ?? CONCURRENT_BATCHES
  const running = new Set<Promise<void>>()
  let told: string | undefined
  while (!signal.aborted) {
    if (running.size >= most) {
      await Promise.race(running)
      continue
    }
    const batch = await receive(feed, signal).catch((error: Error) => {
      if (error.message !== told) process.stderr.write(`Lambda cannot read ${feed.arn}: ${error.message}\n`)
      told = error.message
      return []
    })
    if (batch.length === 0) {
      await pause(pace.pollMs, signal)
      continue
    }
    const handled = handle(batch, feed)
      .catch((error: Error) => process.stderr.write(`a batch of ${feed.arn} comes again: ${error.message}\n`))
      .then(() => void running.delete(handled))
    running.add(handled)
  }
  await Promise.all(running)
}

/** As much of a batch as there is. */
async function receive(feed: Feed, signal: AbortSignal): Promise<Message[]> {
  const {arn, settings, clients} = feed
  if (!feed.ready()) return []
  const {ReceiveMessageCommand} = await import('@aws-sdk/client-sqs')
  const sqs = await clients.sqs()
  const QueueUrl = await queueUrl(sqs, arn)
  const batch: Message[] = []
  for (let left = sizeOf(settings); left > 0 && !signal.aborted; left = sizeOf(settings) - batch.length) {
    const {Messages = []} = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: Math.min(left, AT_ONCE),
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    )
    if (Messages.length === 0) break
    batch.push(...Messages)
  }
  return batch
}

/** What has succeeded is deleted; the rest is seen again after the queue's visibility timeout. */
async function handle(batch: readonly Message[], feed: Feed): Promise<void> {
  const {arn, region, settings, clients} = feed
  const {answer} = await feed.invoke({Records: batch.map((message) => queueRecord(message, arn, region))})
  if (answer === undefined) return
  const partial = settings.FunctionResponseTypes?.includes('ReportBatchItemFailures')
  const failed = partial ? itemFailures(answer, ids(batch)) : []
  const done = batch.filter(({MessageId = ''}) => !failed.includes(MessageId))

  const {DeleteMessageBatchCommand} = await import('@aws-sdk/client-sqs')
  const sqs = await clients.sqs()
  const QueueUrl = await queueUrl(sqs, arn)
  for (let at = 0; at < done.length; at += AT_ONCE) {
    const Entries = done
      .slice(at, at + AT_ONCE)
      .map(({ReceiptHandle}, index) => ({Id: String(index), ReceiptHandle: ReceiptHandle ?? ''}))
    await sqs.send(new DeleteMessageBatchCommand({QueueUrl, Entries}))
  }
}

function ids(batch: readonly Message[]): string[] {
  return batch.map(({MessageId = ''}) => MessageId)
}

function sizeOf({BatchSize = 10}: EventSourceMappingConfiguration): number {
  return BatchSize
}

async function queueUrl(sqs: SQSClient, arn: string): Promise<string> {
  const {GetQueueUrlCommand} = await import('@aws-sdk/client-sqs')
  const {QueueUrl = ''} = await sqs.send(new GetQueueUrlCommand({QueueName: arn.slice(arn.lastIndexOf(':') + 1)}))
  return QueueUrl
}
