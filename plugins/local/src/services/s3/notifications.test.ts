import assert from 'node:assert/strict'
import {setTimeout as sleep} from 'node:timers/promises'

import {DeleteObjectCommand, PutObjectCommand} from '@aws-sdk/client-s3'
import {ReceiveMessageCommand} from '@aws-sdk/client-sqs'

import {useLocalServices} from '../cloudformation/types/local-services.test.fixture.js'

const TRUST = {
  Version: '2012-10-17',
  Statement: [{Effect: 'Allow', Principal: {Service: 'lambda.amazonaws.com'}, Action: 'sts:AssumeRole'}],
}

interface Told {
  readonly Event?: string
  readonly Records?: readonly {
    readonly eventName: string
    readonly s3: {
      readonly bucket: {readonly name: string}
      readonly object: {readonly key: string; readonly size?: number}
    }
  }[]
}

describe('notifications of buckets', function () {
  this.timeout(30_000)
  const services = useLocalServices()

  async function aFunction() {
    const role = await services().make('AWS::IAM::Role', {AssumeRolePolicyDocument: TRUST})
    return services().make('AWS::Lambda::Function', {
      PackageType: 'Image',
      Code: {ImageUri: `127.0.0.1:5466/silent@sha256:${'c'.repeat(64)}`},
      Role: role.attributes['Arn'],
    })
  }

  async function heard(url: string, wanted: number): Promise<Told[]> {
    const sqs = await services().scope().clients.sqs()
    const all: string[] = []
    while (all.length < wanted) {
      const {Messages = []} = await sqs.send(new ReceiveMessageCommand({QueueUrl: url, MaxNumberOfMessages: 10}))
      all.push(...Messages.map(({Body = ''}) => Body))
      await sleep(20)
    }
    return all.map((text) => JSON.parse(text) as Told)
  }

  it('tell a queue and a topic of the keys that they want, and both that they will hear more', async () => {
    const queue = await services().make('AWS::SQS::Queue', {})
    const behind = await services().make('AWS::SQS::Queue', {})
    const topic = await services().make('AWS::SNS::Topic', {
      Subscription: [{Protocol: 'sqs', Endpoint: behind.attributes['Arn'] as string}],
    })
    const rules = [
      {Name: 'prefix', Value: 'source/'},
      {Name: 'suffix', Value: '.gz'},
    ]
    const {physicalId: Bucket} = await services().make('AWS::S3::Bucket', {
      NotificationConfiguration: {
        QueueConfigurations: [
          {Event: 's3:ObjectCreated:*', Queue: queue.attributes['Arn'], Filter: {S3Key: {Rules: rules}}},
        ],
        TopicConfigurations: [{Event: 's3:ObjectRemoved:Delete', Topic: topic.physicalId}],
      },
    })
    const s3 = await services().scope().clients.s3()

    await s3.send(new PutObjectCommand({Bucket, Key: 'other/b.gz', Body: 'no'}))
    await s3.send(new PutObjectCommand({Bucket, Key: 'source/a b.gz', Body: 'yes'}))
    await s3.send(new DeleteObjectCommand({Bucket, Key: 'other/b.gz'}))
    const told = await heard(queue.physicalId, 2)
    const toldByTopic = (await heard(behind.physicalId, 2)).map(
      (envelope) => JSON.parse((envelope as {Message: string}).Message) as Told,
    )

    assert.deepEqual(
      told.map(
        ({Event, Records}) =>
          Event ?? Records?.map(({eventName, s3: {object}}) => [eventName, object.key, object.size]),
      ),
      ['s3:TestEvent', [['ObjectCreated:Put', 'source/a+b.gz', 3]]],
    )
    assert.deepEqual(toldByTopic.map(({Event, Records}) => Event ?? Records?.[0]?.s3.object.key).sort(), [
      'other/b.gz',
      's3:TestEvent',
    ])
  })

  it('are refused for a function whose policy does not let S3 call it', async () => {
    const it = await aFunction()
    const LambdaConfigurations = [{Event: 's3:ObjectCreated:*', Function: it.attributes['Arn']}]
    const bucket = {BucketName: 'source-of-one', NotificationConfiguration: {LambdaConfigurations}}
    const permission = {FunctionName: it.physicalId, Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com'}

    await services().make('AWS::Lambda::Permission', {...permission, SourceArn: 'arn:aws:s3:::another'})
    await assert.rejects(services().make('AWS::S3::Bucket', bucket), /Unable to validate the following destination/)
    await services().make('AWS::Lambda::Permission', {
      ...permission,
      SourceArn: 'arn:aws:s3:::source-*',
      SourceAccount: '123456789012',
    })
    const made = await services().make('AWS::S3::Bucket', bucket)
    const shown = await services().aws<{LambdaFunctionConfigurations: {LambdaFunctionArn: string}[]}>(
      ...['s3api', 'get-bucket-notification-configuration', '--bucket', made.physicalId],
    )

    assert.equal(shown.LambdaFunctionConfigurations[0]?.LambdaFunctionArn, it.attributes['Arn'])
  })

  it('publish to a topic of a function without a word from moto, and list its subscription as it is', async () => {
    const it = await aFunction()
    const topic = await services().make('AWS::SNS::Topic', {})
    const subscription = await services().make('AWS::SNS::Subscription', {
      TopicArn: topic.physicalId,
      Protocol: 'lambda',
      Endpoint: it.attributes['Arn'],
    })

    const published = await services().aws<{MessageId: string}>(
      ...['sns', 'publish', '--topic-arn', topic.physicalId, '--message', 'hello'],
    )
    const {Subscriptions} = await services().aws<{Subscriptions: {Protocol: string; SubscriptionArn: string}[]}>(
      ...['sns', 'list-subscriptions-by-topic', '--topic-arn', topic.physicalId],
    )

    assert.match(published.MessageId, /^[0-9a-f-]{36}$/)
    assert.deepEqual(
      Subscriptions.map(({Protocol, SubscriptionArn}) => [Protocol, SubscriptionArn]),
      [['lambda', subscription.physicalId]],
    )
  })
})
