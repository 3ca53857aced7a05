import {
  CreateTopicCommand,
  DeleteTopicCommand,
  ListSubscriptionsByTopicCommand,
  ListTagsForResourceCommand,
  SetTopicAttributesCommand,
  type SNSClient,
  SubscribeCommand,
  type Subscription,
  TagResourceCommand,
  UnsubscribeCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-sns'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {finishOrUndo} from './finish-or-undo.js'
import {hasChanged} from './has-changed.js'
import {byKey, retag, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'

/** What SNS takes for a property that the template has no more: "SetTopicAttributes". */
const DEFAULTS = {
  ContentBasedDeduplication: 'false',
  DisplayName: '',
  FifoThroughputScope: 'Topic',
  KmsMasterKeyId: '',
  SignatureVersion: '1',
  TracingConfig: 'PassThrough',
} as const

interface Inline {
  readonly Endpoint: string
  readonly Protocol: string
}

/** AWS::SNS::Topic */
export const topic: ResourceHandler = {
  async create(properties, scope) {
    const sns = await scope.clients.sns()
    const suffix = properties['FifoTopic'] === true ? '.fifo' : ''
    const name =
      (properties['TopicName'] as string | undefined) ?? `${scope.generatedName(256 - suffix.length)}${suffix}`
    const Attributes = {...attributes(properties), ...(suffix && {FifoTopic: 'true'})}
    const {TopicArn} = await sns.send(new CreateTopicCommand({Name: name, Attributes, Tags: tagsOf(properties, scope)}))
    return finishOrUndo(
      async () => {
        await subscribe(TopicArn!, properties, {}, sns)
        return {physicalId: TopicArn!, attributes: {TopicArn, TopicName: name}}
      },
      () => sns.send(new DeleteTopicCommand({TopicArn})),
    )
  },

  async update(current, next, previous, scope) {
    const sns = await scope.clients.sns()
    const TopicArn = current.physicalId
    const wanted = attributes(next)
    for (const [AttributeName, byDefault] of Object.entries(DEFAULTS)) {
      if (!hasChanged(next, previous, AttributeName)) continue
      const AttributeValue = wanted[AttributeName] ?? byDefault
      await sns.send(new SetTopicAttributesCommand({TopicArn, AttributeName, AttributeValue}))
    }
    await subscribe(TopicArn, next, previous, sns)
    await retagTopic(TopicArn, next, scope)
    return current
  },

  async delete({physicalId: TopicArn}, _properties, scope) {
    const sns = await scope.clients.sns()
    const found = await unlessGone(() => sns.send(new ListSubscriptionsByTopicCommand({TopicArn})))
    for (const {SubscriptionArn} of found?.Subscriptions ?? [])
      await unlessGone(() => sns.send(new UnsubscribeCommand({SubscriptionArn})))
    await unlessGone(() => sns.send(new DeleteTopicCommand({TopicArn})))
  },
}

/** The API takes every attribute as text. */
function attributes(properties: Properties): Record<string, string> {
  const given = Object.keys(DEFAULTS).filter((name) => properties[name] !== undefined)
  return Object.fromEntries(given.map((name) => [name, String(properties[name] as string | boolean)]))
}

/** The subscriptions that the topic itself lists. */
async function subscribe(TopicArn: string, next: Properties, previous: Properties, sns: SNSClient): Promise<void> {
  const [wanted, before] = [next, previous].map((one) => (one['Subscription'] ?? []) as Inline[])
  const isIn = (list: readonly Inline[], {Endpoint, Protocol}: Subscription | Inline) =>
    list.some((one) => one.Endpoint === Endpoint && one.Protocol === Protocol)
  for (const {Endpoint, Protocol} of wanted!.filter((one) => !isIn(before!, one)))
    await sns.send(new SubscribeCommand({TopicArn, Endpoint, Protocol}))
  if (before!.every((one) => isIn(wanted!, one))) return
  const {Subscriptions = []} = await sns.send(new ListSubscriptionsByTopicCommand({TopicArn}))
  for (const {SubscriptionArn, ...one} of Subscriptions)
    if (isIn(before!, one) && !isIn(wanted!, one)) await sns.send(new UnsubscribeCommand({SubscriptionArn}))
}

async function retagTopic(ResourceArn: string, next: Properties, scope: HandlerScope): Promise<void> {
  const sns = await scope.clients.sns()
  const {Tags} = await sns.send(new ListTagsForResourceCommand({ResourceArn}))
  await retag({
    current: byKey(Tags),
    wanted: tagsOf(next, scope),
    add: (added) => sns.send(new TagResourceCommand({ResourceArn, Tags: added})),
    remove: (TagKeys) => sns.send(new UntagResourceCommand({ResourceArn, TagKeys})),
  })
}
