import {randomUUID} from 'node:crypto'

import type {Topics} from '../ports/topics.js'
import type {AwsAccess} from './access.js'
import {createService} from './create-service.js'
import {deliver} from './deliver.js'
import {inOrderOf, undelivered} from './message-batch.js'

export function createTopics(access: AwsAccess): Topics {
  const sns = createService('SNS', access, async (config) => {
    const {SNS} = await import('@aws-sdk/client-sns')
    return new SNS(config)
  })
  return {
    async publish(TopicArn, messages, signal = access.signal) {
      const keys = messages.map(() => randomUUID())
      const send = async (indexes: readonly number[]) => {
        const PublishBatchRequestEntries = indexes.map((index) => ({
          Id: String(index),
          Message: messages[index],
          ...inOrderOf(TopicArn, keys[index]),
        }))
        const {Failed} = await sns.call(
          'PublishBatch',
          (client, options) => client.publishBatch({TopicArn, PublishBatchRequestEntries}, options),
          {signal},
        )
        return undelivered(Failed)
      }
      return deliver({service: 'SNS', operation: 'PublishBatch', count: messages.length, send}, access, signal)
    },
  }
}
