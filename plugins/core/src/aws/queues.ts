import {randomUUID} from 'node:crypto'

import type {Queues} from '../ports/queues.js'
import type {AwsAccess} from './access.js'
import {createService} from './create-service.js'
import {deliver} from './deliver.js'
import {inOrderOf, undelivered} from './message-batch.js'

export function createQueues(access: AwsAccess): Queues {
  const sqs = createService('SQS', access, async (config) => {
    const {SQS} = await import('@aws-sdk/client-sqs')
    // The queue's URL names a host; where an endpoint is given, that is whom we ask.
    return new SQS({...config, useQueueUrlAsEndpoint: access.endpoint === undefined})
  })
  return {
    async send(QueueUrl, messages, signal = access.signal) {
      const keys = messages.map(() => randomUUID())
      const send = async (indexes: readonly number[]) => {
        const Entries = indexes.map((index) => ({
          Id: String(index),
          MessageBody: messages[index],
          ...inOrderOf(QueueUrl, keys[index]),
        }))
        const {Failed} = await sqs.call(
          'SendMessageBatch',
          (client, options) => client.sendMessageBatch({QueueUrl, Entries}, options),
          {signal},
        )
        return undelivered(Failed)
      }
      const operation = {service: 'SQS', operation: 'SendMessageBatch', count: messages.length}
      return deliver({...operation, send}, access, signal)
    },
  }
}
