import {randomUUID} from 'node:crypto'

import type {Topics} from '../ports/topics.js'
import type {AwsAccess} from './access.js'
import {createService} from './create-service.js'
import {deliver} from './deliver.js'

/** Messages of one group stay in their order. */
const GROUP = 'aws-stack'

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
          ...(TopicArn.endsWith('.fifo') && {MessageGroupId: GROUP, MessageDeduplicationId: keys[index]}),
        }))
        const {Failed = []} = await sns.call(
          'PublishBatch',
          (client, options) => client.publishBatch({TopicArn, PublishBatchRequestEntries}, options),
          {signal},
        )
        return Failed.map(({Id, Code = '', Message = '', SenderFault = false}) => ({
          index: Number(Id),
          code: Code,
          message: Message,
          again: !SenderFault,
        }))
      }
      return deliver({service: 'SNS', operation: 'PublishBatch', count: messages.length, send}, access, signal)
    },
  }
}
