import assert from 'node:assert/strict'
import {setTimeout as sleep} from 'node:timers/promises'

import {PutItemCommand} from '@aws-sdk/client-dynamodb'
import {ReceiveMessageCommand, SendMessageCommand, SetQueueAttributesCommand, type SQSClient} from '@aws-sdk/client-sqs'

import {useLocalServices} from '../../cloudformation/types/local-services.test.fixture.js'

const TRUST = {
  Version: '2012-10-17',
  Statement: [{Effect: 'Allow', Principal: {Service: 'lambda.amazonaws.com'}, Action: 'sts:AssumeRole'}],
}

describe('an event source mapping of what moto has', function () {
  this.timeout(60_000)
  const services = useLocalServices()

  it('tries what fails again after the visibility timeout, and leaves it to the dead-letter queue', async () => {
    const local = services()
    const failed = await local.make('AWS::SQS::Queue', {}, {logicalId: 'Failed'})
    const RedrivePolicy = {deadLetterTargetArn: failed.attributes['Arn'], maxReceiveCount: 2}
    const queue = await local.make('AWS::SQS::Queue', {VisibilityTimeout: 30, RedrivePolicy}, {logicalId: 'Objects'})
    const role = await local.make('AWS::IAM::Role', {AssumeRolePolicyDocument: TRUST}, {logicalId: 'Role'})
    // Its container has no runtime in it: every invocation fails.
    const it = await local.make('AWS::Lambda::Function', {
      PackageType: 'Image',
      Code: {ImageUri: `127.0.0.1:5466/silent@sha256:${'b'.repeat(64)}`},
      Role: role.attributes['Arn'],
      Timeout: 1,
    })
    const mapping = await local.make('AWS::Lambda::EventSourceMapping', {
      FunctionName: it.physicalId,
      EventSourceArn: queue.attributes['Arn'],
      BatchSize: 1,
    })
    const sqs = await local.scope().clients.sqs()
    const QueueUrl = queue.physicalId
    await sqs.send(new SetQueueAttributesCommand({QueueUrl, Attributes: {VisibilityTimeout: '1'}}))

    await sqs.send(new SendMessageCommand({QueueUrl, MessageBody: '{"n": 1}'}))
    const body = await received(sqs, failed.physicalId)
    await mapping.delete()

    assert.equal(body, '{"n": 1}')
  })

  it('reads the stream of a table, and tells a queue of what its function has not taken', async () => {
    const local = services()
    const failed = await local.make('AWS::SQS::Queue', {}, {logicalId: 'Failed'})
    const role = await local.make('AWS::IAM::Role', {AssumeRolePolicyDocument: TRUST}, {logicalId: 'Role'})
    const table = await local.make('AWS::DynamoDB::Table', {
      AttributeDefinitions: [{AttributeName: 'PK', AttributeType: 'S'}],
      KeySchema: [{AttributeName: 'PK', KeyType: 'HASH'}],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: {StreamViewType: 'NEW_IMAGE'},
    })
    const it = await local.make('AWS::Lambda::Function', {
      PackageType: 'Image',
      Code: {ImageUri: `127.0.0.1:5466/silent@sha256:${'b'.repeat(64)}`},
      Role: role.attributes['Arn'],
      Timeout: 1,
    })
    const mapping = await local.make('AWS::Lambda::EventSourceMapping', {
      FunctionName: it.physicalId,
      EventSourceArn: table.attributes['StreamArn'],
      StartingPosition: 'LATEST',
      MaximumRetryAttempts: 0,
      DestinationConfig: {OnFailure: {Destination: failed.attributes['Arn']}},
    })
    const clients = local.scope().clients
    const dynamoDB = await clients.dynamoDB()

    await dynamoDB.send(
      new PutItemCommand({TableName: table.physicalId, Item: {PK: {S: 'one'}, raw: {B: Buffer.from('a')}}}),
    )
    const told = JSON.parse((await received(await clients.sqs(), failed.physicalId)) ?? '{}') as {
      requestContext: {condition: string}
      DDBStreamBatchInfo: {batchSize: number; streamArn: string}
    }
    await mapping.delete()

    assert.equal(told.requestContext.condition, 'RetryAttemptsExhausted')
    assert.equal(told.DDBStreamBatchInfo.batchSize, 1)
    assert.equal(told.DDBStreamBatchInfo.streamArn, table.attributes['StreamArn'])
  })
})

async function received(sqs: SQSClient, QueueUrl: string): Promise<string | undefined> {
  for (;;) {
    const {Messages: [message] = []} = await sqs.send(new ReceiveMessageCommand({QueueUrl}))
    if (message) return message.Body
    await sleep(100)
  }
}
