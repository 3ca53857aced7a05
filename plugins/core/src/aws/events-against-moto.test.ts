import assert from 'node:assert/strict'

import {DynamoDB} from '@aws-sdk/client-dynamodb'
import {Kinesis} from '@aws-sdk/client-kinesis'
import {SNS} from '@aws-sdk/client-sns'
import {SQS} from '@aws-sdk/client-sqs'
import {NodeHttpHandler} from '@smithy/node-http-handler'

import {tailStream} from '../events-io/tail-stream.js'
import type {AwsAccess} from './access.js'
import {clientConfig} from './access.js'
import {createMetrics} from './metrics.js'
import {accessTo, type Moto, startMoto} from './moto.fixture.js'
import {createQueues} from './queues.js'
import {createStreams} from './streams.js'
import {createTables} from './tables.js'
import {createTopics} from './topics.js'

describe('the ports of events against moto', () => {
  let moto: Moto | undefined
  let access: AwsAccess
  before(async function () {
    moto = await startMoto()
    access = {...accessTo(moto), pause: async (_ms, signal) => signal.throwIfAborted()}
    if (moto) return
    if (process.env['CI'] === 'true') throw new Error('moto_server is not on PATH')
    console.warn('    SKIPPED: moto_server is not on PATH')
    this.skip()
  })
  after(() => void moto?.process.kill())

  function kinesis(): Kinesis {
    const {requestHandler, ...config} = clientConfig(access)
    return new Kinesis({...config, requestHandler: new NodeHttpHandler(requestHandler)})
  }

  async function stream(name: string, ShardCount: number) {
    await kinesis().createStream({StreamName: name, ShardCount})
    return createStreams(access)
  }

  it('put into a stream, and read all of it across a resharding', async () => {
    const streams = await stream('raw', 2)
    const put = (texts: string[]) =>
      streams.put(
        'raw',
        texts.map((text) => ({data: Buffer.from(text), partitionKey: text})),
      )
    assert.deepEqual(await put(['a', 'b', 'c']), [])
    await streams.resize('raw', 4)
    await put(['d', 'e'])

    const seen: string[] = []
    const events = tailStream(
      {stream: 'raw', from: 'TRIM_HORIZON', follow: false, raw: false},
      {streams},
      access.signal,
    )
    for await (const {data} of events) seen.push(data.toString())

    assert.deepEqual(seen.toSorted(), ['a', 'b', 'c', 'd', 'e'])
    const summary = await streams.describe('raw')
    assert.deepEqual([summary?.status, summary?.openShards, summary?.onDemand], ['ACTIVE', 4, false])
    const open = (await streams.shards('raw')).filter((shard) => shard.open)
    assert.equal(
      open.reduce((sum, {share}) => sum + share, 0),
      1,
    )
  })

  it('read from a time on', async () => {
    const streams = await stream('timed', 1)
    await streams.put('timed', [{data: Buffer.from('a'), partitionKey: 'a'}])

    const of = async (from: number) => {
      const seen: string[] = []
      const input = {stream: 'timed', from, follow: false, raw: false}
      for await (const {data} of tailStream(input, {streams}, access.signal)) seen.push(data.toString())
      return seen
    }

    assert.deepEqual(await of(Date.now() - 60_000), ['a'])
    assert.deepEqual(await of(Date.now() + 60_000), [])
  })

  it('know the tags of a stream, and that it is not there', async () => {
    const streams = await stream('tagged', 1)
    await kinesis().addTagsToStream({StreamName: 'tagged', Tags: {MinimumShards: '2'}})

    assert.deepEqual(await streams.tags('tagged'), {MinimumShards: '2'})
    assert.equal(await streams.describe('nowhere'), undefined)
    await assert.rejects(streams.shards('nowhere'), {code: 'NOT_FOUND'})
  })

  it('send to a queue', async () => {
    const sqs = new SQS(clientConfig(access))
    const {QueueUrl = ''} = await sqs.createQueue({QueueName: 'q'})

    assert.deepEqual(await createQueues(access).send(QueueUrl, ['a', 'b']), [])

    const {Messages = []} = await sqs.receiveMessage({QueueUrl, MaxNumberOfMessages: 10})
    assert.deepEqual(Messages.map(({Body}) => Body).toSorted(), ['a', 'b'])
  })

  it('publish to a topic', async () => {
    const [sns, sqs] = [new SNS(clientConfig(access)), new SQS(clientConfig(access))]
    const {TopicArn = ''} = await sns.createTopic({Name: 't'})
    const {QueueUrl = ''} = await sqs.createQueue({QueueName: 'of-t'})
    const Endpoint = 'arn:aws:sqs:eu-west-1:123456789012:of-t'
    await sns.subscribe({TopicArn, Protocol: 'sqs', Endpoint, Attributes: {RawMessageDelivery: 'true'}})

    assert.deepEqual(await createTopics(access).publish(TopicArn, ['a', 'b']), [])

    const {Messages = []} = await sqs.receiveMessage({QueueUrl, MaxNumberOfMessages: 10})
    assert.deepEqual(Messages.map(({Body}) => Body).toSorted(), ['a', 'b'])
  })

  it('know the capacity of a table, and that it has none', async () => {
    const dynamoDb = new DynamoDB(clientConfig(access))
    const key = {
      KeySchema: [{AttributeName: 'PK', KeyType: 'HASH' as const}],
      AttributeDefinitions: [{AttributeName: 'PK', AttributeType: 'S' as const}],
    }
    const ProvisionedThroughput = {ReadCapacityUnits: 7, WriteCapacityUnits: 3}
    await dynamoDb.createTable({TableName: 'provisioned', ...key, ProvisionedThroughput})
    await dynamoDb.createTable({TableName: 'on-demand', ...key, BillingMode: 'PAY_PER_REQUEST'})
    const tables = createTables(access)

    assert.deepEqual(await tables.capacity('provisioned'), {read: 7, write: 3})
    assert.equal(await tables.capacity('on-demand'), undefined)
    assert.equal(await tables.capacity('nowhere'), undefined)
  })

  it('know traffic and alarms', async () => {
    const metrics = createMetrics(access)

    assert.equal((await metrics.traffic('raw', 5)).inRecords, 0)
    assert.deepEqual(await metrics.alarms(['raw_upscale']), [])
  })
})
