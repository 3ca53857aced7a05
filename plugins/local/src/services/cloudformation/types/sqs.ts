import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ListQueueTagsCommand,
  type QueueAttributeName,
  SetQueueAttributesCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs'

import type {Properties, ResourceHandler} from '../handler.js'
import {finishOrUndo} from './finish-or-undo.js'
import {jsonText} from './json-text.js'
import {retag, tagMap, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'

/** What SQS takes for a property that the template has no more: the defaults of "SetQueueAttributes". */
const DEFAULTS: Partial<Record<QueueAttributeName, string>> = {
  ContentBasedDeduplication: 'false',
  DelaySeconds: '0',
  KmsDataKeyReusePeriodSeconds: '300',
  KmsMasterKeyId: '',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  RedriveAllowPolicy: '',
  RedrivePolicy: '',
  SqsManagedSseEnabled: 'true',
  VisibilityTimeout: '30',
}

/** AWS::SQS::Queue */
export const queue: ResourceHandler = {
  async create(properties, scope) {
    const sqs = await scope.clients.sqs()
    const suffix = properties['FifoQueue'] === true ? '.fifo' : ''
    const name =
      (properties['QueueName'] as string | undefined) ?? `${scope.generatedName(80 - suffix.length)}${suffix}`
    const {QueueUrl} = await sqs.send(
      new CreateQueueCommand({
        QueueName: name,
        Attributes: {...attributes(properties), ...(suffix && {FifoQueue: 'true'})},
        tags: tagMap(tagsOf(properties, scope)),
      }),
    )
    return finishOrUndo(
      async () => {
        const found = await sqs.send(new GetQueueAttributesCommand({QueueUrl, AttributeNames: ['QueueArn']}))
        const Arn = found.Attributes?.['QueueArn']
        return {physicalId: QueueUrl!, attributes: {Arn, QueueName: name, QueueUrl}}
      },
      () => sqs.send(new DeleteQueueCommand({QueueUrl})),
    )
  },

  async update(current, next, previous, scope) {
    const sqs = await scope.clients.sqs()
    const QueueUrl = current.physicalId
    const removed = Object.entries(DEFAULTS).filter(([name]) => name in previous && !(name in next))
    const Attributes = {...Object.fromEntries(removed), ...attributes(next)}
    if (Object.keys(Attributes).length > 0) await sqs.send(new SetQueueAttributesCommand({QueueUrl, Attributes}))
    const {Tags = {}} = await sqs.send(new ListQueueTagsCommand({QueueUrl}))
    await retag({
      current: Tags,
      wanted: tagsOf(next, scope),
      add: (added) => sqs.send(new TagQueueCommand({QueueUrl, Tags: tagMap(added)})),
      remove: (TagKeys) => sqs.send(new UntagQueueCommand({QueueUrl, TagKeys})),
    })
    return current
  },

  async delete({physicalId}, _properties, scope) {
    const sqs = await scope.clients.sqs()
    await unlessGone(() => sqs.send(new DeleteQueueCommand({QueueUrl: physicalId})))
  },
}

/** The API takes every attribute as text. */
function attributes(properties: Properties): Partial<Record<QueueAttributeName, string>> {
  const given = Object.keys(DEFAULTS).filter((name) => properties[name] !== undefined)
  return Object.fromEntries(
    given.map((name) => {
      const value = properties[name] as string | number | boolean | object
      return [name, typeof value === 'object' ? jsonText(value) : String(value)]
    }),
  )
}

/** AWS::SQS::QueuePolicy: one policy on several queues. */
export const queuePolicy: ResourceHandler = {
  async create(properties, scope) {
    const sqs = await scope.clients.sqs()
    const Policy = jsonText(properties['PolicyDocument'])
    for (const QueueUrl of queues(properties)) {
      await sqs.send(new SetQueueAttributesCommand({QueueUrl, Attributes: {Policy}}))
    }
    const id = scope.generatedName(128)
    return {physicalId: id, attributes: {Id: id}}
  },

  async update(current, next, previous, scope) {
    const sqs = await scope.clients.sqs()
    const Policy = jsonText(next['PolicyDocument'])
    for (const QueueUrl of queues(next)) {
      await sqs.send(new SetQueueAttributesCommand({QueueUrl, Attributes: {Policy}}))
    }
    const left = queues(previous).filter((url) => !queues(next).includes(url))
    await this.delete(current, {...previous, Queues: left}, scope)
    return current
  },

  async delete(_current, properties, scope) {
    const sqs = await scope.clients.sqs()
    for (const QueueUrl of queues(properties)) {
      await unlessGone(() => sqs.send(new SetQueueAttributesCommand({QueueUrl, Attributes: {Policy: ''}})))
    }
  },
}

function queues(properties: Properties): string[] {
  return properties['Queues'] as string[]
}
