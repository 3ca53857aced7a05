import {randomUUID} from 'node:crypto'

import type {Feed} from './event-source.js'
import type {Stream, StreamRecord} from './stream.js'

export type Condition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded'

export interface GivenUp {
  readonly feed: Feed
  readonly stream: Stream
  readonly shard: string
  readonly records: readonly StreamRecord[]
  readonly condition: Condition
  readonly attempts: number
  /** Of the last invocation, where there was one. */
  readonly requestId?: string | undefined
}

/** Sends what became of a batch to the mapping's destination: where the records are, not what they say. */
export async function tellFailure(given: GivenUp): Promise<void> {
  const {settings, outlets} = given.feed
  const arn = settings.DestinationConfig?.OnFailure?.Destination
  if (arn === undefined) return
  const message = JSON.stringify(invocationRecord(given))
  if (arn.split(':')[2] === 'sns') {
    const {PublishCommand} = await import('@aws-sdk/client-sns')
    await (await outlets.sns()).send(new PublishCommand({TopicArn: arn, Message: message}))
    return
  }
  const {GetQueueUrlCommand, SendMessageCommand} = await import('@aws-sdk/client-sqs')
  const sqs = await outlets.sqs()
  const {QueueUrl} = await sqs.send(new GetQueueUrlCommand({QueueName: arn.slice(arn.lastIndexOf(':') + 1)}))
  await sqs.send(new SendMessageCommand({QueueUrl, MessageBody: message}))
}

/** "Example invocation record" in the AWS Lambda Developer Guide, "Retain discarded batch records". */
function invocationRecord({feed, stream, shard, records, condition, attempts, requestId}: GivenUp): object {
  const [first, last] = [records[0], records.at(-1)]
  return {
    requestContext: {
      requestId: requestId ?? randomUUID(),
      functionArn: feed.settings.FunctionArn,
      condition,
      approximateInvokeCount: attempts,
    },
    ...(requestId !== undefined && {
      responseContext: {statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled'},
    }),
    version: '1.0',
    timestamp: new Date().toISOString(),
    [stream.batchInfo]: {
      shardId: shard,
      startSequenceNumber: first?.sequenceNumber,
      endSequenceNumber: last?.sequenceNumber,
      approximateArrivalOfFirstRecord: first?.arrival.toISOString(),
      approximateArrivalOfLastRecord: last?.arrival.toISOString(),
      batchSize: records.length,
      streamArn: feed.arn,
    },
  }
}
