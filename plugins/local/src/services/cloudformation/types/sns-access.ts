import {
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {hasChanged} from './has-changed.js'
import {jsonText} from './json-text.js'
import {unlessGone} from './unless-gone.js'

/** What SNS takes for a property that the template has no more: "SetSubscriptionAttributes". */
const DEFAULTS = {
  DeliveryPolicy: '',
  // The scope first: the policy is checked by it.
  FilterPolicyScope: 'MessageAttributes',
  FilterPolicy: '{}',
  RawMessageDelivery: 'false',
  RedrivePolicy: '',
  SubscriptionRoleArn: '',
} as const

/** AWS::SNS::Subscription */
export const subscription: ResourceHandler = {
  async create(properties, scope) {
    const sns = await scope.clients.sns()
    const {Endpoint, Protocol, TopicArn} = properties as {Endpoint: string; Protocol: string; TopicArn: string}
    const {SubscriptionArn} = await sns.send(
      new SubscribeCommand({
        Attributes: attributes(properties),
        Endpoint,
        Protocol,
        TopicArn,
        ReturnSubscriptionArn: true,
      }),
    )
    return {physicalId: SubscriptionArn!, attributes: {Arn: SubscriptionArn}}
  },

  async update(current, next, previous, scope) {
    const sns = await scope.clients.sns()
    const wanted = attributes(next)
    for (const [AttributeName, byDefault] of Object.entries(DEFAULTS)) {
      if (!hasChanged(next, previous, AttributeName)) continue
      const AttributeValue = wanted[AttributeName] ?? byDefault
      await sns.send(
        new SetSubscriptionAttributesCommand({SubscriptionArn: current.physicalId, AttributeName, AttributeValue}),
      )
    }
    return current
  },

  async delete({physicalId: SubscriptionArn}, _properties, scope) {
    const sns = await scope.clients.sns()
    await unlessGone(() => sns.send(new UnsubscribeCommand({SubscriptionArn})))
  },
}

function attributes(properties: Properties): Record<string, string> {
  const given = Object.keys(DEFAULTS).filter((name) => properties[name] !== undefined)
  return Object.fromEntries(
    given.map((name) => {
      const value = properties[name] as string | boolean | object
      return [name, typeof value === 'boolean' ? String(value) : jsonText(value)]
    }),
  )
}

/** AWS::SNS::TopicPolicy: one policy on several topics. */
export const topicPolicy: ResourceHandler = {
  async create(properties, scope) {
    await setPolicy(topics(properties), () => jsonText(properties['PolicyDocument']), scope)
    const id = scope.generatedName(128)
    return {physicalId: id, attributes: {Id: id}}
  },

  async update(current, next, previous, scope) {
    await setPolicy(topics(next), () => jsonText(next['PolicyDocument']), scope)
    const left = topics(previous).filter((arn) => !topics(next).includes(arn))
    await this.delete(current, {...previous, Topics: left}, scope)
    return current
  },

  async delete(_current, properties, scope) {
    for (const arn of topics(properties)) await unlessGone(() => setPolicy([arn], ownersPolicy, scope))
  },
}

function topics(properties: Properties): string[] {
  return properties['Topics'] as string[]
}

async function setPolicy(arns: readonly string[], policy: (arn: string) => string, scope: HandlerScope): Promise<void> {
  const sns = await scope.clients.sns()
  for (const TopicArn of arns)
    await sns.send(new SetTopicAttributesCommand({TopicArn, AttributeName: 'Policy', AttributeValue: policy(TopicArn)}))
}

/** What a topic has that nobody gave a policy: its owner may do all. */
function ownersPolicy(arn: string): string {
  const owner = arn.split(':')[4] ?? ''
  const actions = [
    ...[
      'AddPermission',
      'DeleteTopic',
      'GetTopicAttributes',
      'ListSubscriptionsByTopic',
      'Publish',
      'RemovePermission',
    ],
    ...['SetTopicAttributes', 'Subscribe'],
  ]
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: {AWS: '*'},
        Action: actions.map((name) => `SNS:${name}`),
        Resource: arn,
        Condition: {StringEquals: {'AWS:SourceOwner': owner}},
      },
    ],
  })
}
