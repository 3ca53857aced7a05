import type {Message} from '@aws-sdk/client-sqs'

import type {ServiceClients} from '../../cloudformation/clients.js'

export interface FakeQueue {
  readonly clients: ServiceClients
  readonly messages: Message[]
  /** Message ids that were deleted, in order. */
  readonly deleted: string[]
  /** How many were asked for, of each call that brought something. */
  readonly asked: number[]
  /** Calls of ReceiveMessage. */
  reads: number
  failure: Error | undefined
}

/** A queue in memory whose messages are received once: its visibility timeout does not end in a test. */
export function createFakeQueue(bodies: readonly string[], visibilityTimeout = 30): FakeQueue {
  const queue: FakeQueue = {
    clients: {sqs: () => Promise.resolve({send})} as unknown as ServiceClients,
    messages: bodies.map((Body, index) => ({
      MessageId: `m${index}`,
      ReceiptHandle: `r${index}`,
      Body,
      MD5OfBody: `md5-${index}`,
      Attributes: {ApproximateReceiveCount: '1'},
    })),
    deleted: [],
    asked: [],
    reads: 0,
    failure: undefined,
  }
  return queue

  async function send({constructor, input}: {constructor: {name: string}; input: Record<string, never>}) {
    if (queue.failure) throw queue.failure
    switch (constructor.name) {
      case 'GetQueueUrlCommand':
        return {QueueUrl: 'http://queue'}
      case 'GetQueueAttributesCommand':
        return {Attributes: {VisibilityTimeout: String(visibilityTimeout)}}
      case 'ReceiveMessageCommand': {
        queue.reads += 1
        const Messages = queue.messages.splice(0, input['MaxNumberOfMessages'])
        if (Messages.length > 0) queue.asked.push(input['MaxNumberOfMessages']!)
        return {Messages}
      }
      default:
        for (const {ReceiptHandle} of input['Entries'] as unknown as {ReceiptHandle: string}[])
          queue.deleted.push(ReceiptHandle.replace('r', 'm'))
        return {}
    }
  }
}
