import {reference, type TypeRow} from '../type-row.js'

const sns = reference('amazonsns')
const sqs = reference('amazonsqs')

export const messageTypes: Readonly<Record<string, TypeRow>> = {
  'AWS::Kinesis::Stream': {
    doc: reference('amazonkinesisdatastreams'),
    service: 'kinesis',
    name: {property: 'Name', longest: 128},
    arns: ['kinesis:stream/{name}'],
    rights: [
      {
        create: [
          ...['CreateStream', 'AddTagsToStream', 'TagResource', 'IncreaseStreamRetentionPeriod'],
          ...['StartStreamEncryption', 'DescribeStream'],
        ],
        read: ['DescribeStreamSummary', 'ListTagsForStream', 'ListTagsForResource'],
        update: [
          ...['AddTagsToStream', 'RemoveTagsFromStream', 'TagResource', 'UntagResource', 'UpdateShardCount'],
          ...['IncreaseStreamRetentionPeriod', 'DecreaseStreamRetentionPeriod'],
          ...['StartStreamEncryption', 'StopStreamEncryption'],
        ],
        delete: ['DeleteStream'],
      },
      // "Permissions to use user-generated AWS KMS keys" in the Kinesis developer guide.
      {
        on: ['kms:key/*'],
        when: 'StreamEncryption.KeyId',
        tagged: 'resource',
        create: ['StartStreamEncryption', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
        update: [
          'StartStreamEncryption',
          'StopStreamEncryption',
          'kms:Decrypt',
          'kms:DescribeKey',
          'kms:GenerateDataKey',
        ],
      },
    ],
  },

  'AWS::SNS::Topic': {
    doc: sns,
    service: 'sns',
    name: {property: 'TopicName', longest: 256},
    arns: ['sns:{name}'],
    rights: [
      {
        create: ['CreateTopic', 'TagResource', 'SetTopicAttributes'],
        read: ['GetTopicAttributes', 'GetDataProtectionPolicy', 'ListSubscriptionsByTopic', 'ListTagsForResource'],
        update: ['SetTopicAttributes', 'TagResource', 'UntagResource'],
        delete: ['DeleteTopic'],
      },
    ],
  },
  'AWS::SNS::TopicPolicy': {
    doc: sns,
    service: 'sns',
    rights: [
      {
        on: ['{AWS::SNS::Topic}'],
        create: ['SetTopicAttributes'],
        read: ['GetTopicAttributes'],
        update: ['SetTopicAttributes'],
        delete: ['SetTopicAttributes'],
      },
    ],
  },
  'AWS::SNS::Subscription': {
    doc: sns,
    service: 'sns',
    rights: [
      {
        on: ['{AWS::SNS::Topic}'],
        create: ['Subscribe'],
      },
      {
        on: ['*'],
        because: 'the actions know no resources',
        read: ['GetSubscriptionAttributes'],
        update: ['SetSubscriptionAttributes'],
        delete: ['Unsubscribe'],
      },
    ],
  },

  'AWS::SQS::Queue': {
    doc: sqs,
    service: 'sqs',
    name: {property: 'QueueName', longest: 80},
    arns: ['sqs:{name}'],
    rights: [
      {
        create: ['CreateQueue', 'TagQueue'],
        read: ['GetQueueAttributes', 'GetQueueUrl', 'ListQueueTags'],
        update: ['SetQueueAttributes', 'TagQueue', 'UntagQueue'],
        delete: ['DeleteQueue'],
      },
    ],
  },
  'AWS::SQS::QueuePolicy': {
    doc: sqs,
    service: 'sqs',
    rights: [
      {
        on: ['{AWS::SQS::Queue}'],
        create: ['SetQueueAttributes'],
        read: ['GetQueueAttributes'],
        update: ['SetQueueAttributes'],
        delete: ['SetQueueAttributes'],
      },
    ],
  },

  'AWS::Events::Rule': {
    doc: reference('amazoneventbridge'),
    service: 'events',
    name: {property: 'Name', longest: 64},
    arns: ['events:rule/{name}'],
    rights: [
      {
        create: ['PutRule', 'PutTargets', 'TagResource'],
        read: ['DescribeRule', 'ListTargetsByRule', 'ListTagsForResource'],
        update: ['PutRule', 'PutTargets', 'RemoveTargets', 'TagResource', 'UntagResource'],
        delete: ['DeleteRule', 'RemoveTargets'],
      },
    ],
  },
}
