import assert from 'node:assert/strict'
import {setTimeout as sleep} from 'node:timers/promises'

import {
  CreateStreamCommand,
  type KinesisClient,
  PutRecordCommand,
  PutRecordsCommand,
  UpdateShardCountCommand,
} from '@aws-sdk/client-kinesis'
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  CreateFunctionCommand,
  GetEventSourceMappingCommand,
  GetFunctionCommand,
  type LambdaClient,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda'

import type {ServiceClients} from '../../cloudformation/clients.js'
import {createClients} from '../../cloudformation/create-clients.js'
import {createKinesis} from '../../kinesis/create-kinesis.js'
import {frontOf} from '../../../testing/front-of.test.fixture.js'
import {listening} from '../../../testing/listening.test.fixture.js'
import {type Program, withLambda} from '../lambda.test.fixture.js'

const REGION = 'eu-west-1'
const STREAM = 'arn:aws:kinesis:eu-west-1:123456789012:stream/raw'
const QUEUE = 'arn:aws:sqs:eu-west-1:123456789012:failed'

interface Event {
  readonly Records: readonly {
    readonly eventID: string
    readonly kinesis: {readonly data: string; readonly sequenceNumber: string}
  }[]
}

interface Told {
  readonly requestContext: {readonly condition: string; readonly approximateInvokeCount: number}
  readonly KinesisBatchInfo: {
    readonly shardId: string
    readonly batchSize: number
    readonly startSequenceNumber: string
  }
}

const data = (event: unknown) =>
  (event as Event).Records.map(({kinesis}) => Buffer.from(kinesis.data, 'base64').toString())

describe('event source mappings of streams', function () {
  this.timeout(20_000)

  it('give records to the function as Lambda words them', async () => {
    const events: unknown[] = []

    await withStream(taking(events), async ({lambda, kinesis}) => {
      await map(lambda, {StartingPosition: 'LATEST'})
      await put(kinesis, 'one')
      await until(() => events.length === 1)
    })

    const [record] = (events[0] as Event).Records as unknown as Record<string, unknown>[]
    const {sequenceNumber, approximateArrivalTimestamp, ...rest} = record!['kinesis'] as Record<string, unknown>
    assert.deepEqual(rest, {kinesisSchemaVersion: '1.0', partitionKey: 'one', data: 'b25l'})
    assert.match(String(sequenceNumber), /^\d{56}$/)
    assert.ok(Math.abs(Number(approximateArrivalTimestamp) - Date.now() / 1000) < 60)
    assert.deepEqual(
      {...record, kinesis: undefined},
      {
        kinesis: undefined,
        eventSource: 'aws:kinesis',
        eventVersion: '1.0',
        eventID: `shardId-000000000000:${String(sequenceNumber)}`,
        eventName: 'aws:kinesis:record',
        invokeIdentityArn: 'arn:aws:iam::123456789012:role/it',
        awsRegion: REGION,
        eventSourceARN: STREAM,
      },
    )
  })

  it('begin where they are told to', async () => {
    const [latest, all]: unknown[][] = [[], []]

    await withStream(taking(latest!), async ({lambda, kinesis}) => {
      await put(kinesis, 'before')
      await map(lambda, {StartingPosition: 'LATEST'})
      await put(kinesis, 'after')
      await until(() => latest!.length > 0)
    })
    await withStream(taking(all!), async ({lambda, kinesis}) => {
      await put(kinesis, 'before')
      await map(lambda, {StartingPosition: 'TRIM_HORIZON'})
      await put(kinesis, 'after')
      await until(() => all!.flatMap(data).length === 2)
    })

    assert.deepEqual(latest!.flatMap(data), ['after'])
    assert.deepEqual(all!.flatMap(data), ['before', 'after'])
  })

  it('keep to the size of a batch and to the order of a shard', async () => {
    const events: unknown[] = []
    const all = Array.from({length: 25}, (_, index) => String(index))

    await withStream(taking(events), async ({lambda, kinesis}) => {
      await put(kinesis, ...all)
      await map(lambda, {StartingPosition: 'TRIM_HORIZON', BatchSize: 10})
      await until(() => events.flatMap(data).length === 25)
    })

    assert.deepEqual(
      events.map((event) => data(event).length),
      [10, 10, 5],
    )
    assert.deepEqual(events.flatMap(data), all)
  })

  it('find the one bad record by halves, tell of it, and go on', async () => {
    const good: string[] = []
    const told: Told[] = []
    const program: Program = (event) => {
      if (data(event).includes('bad')) return {error: {errorType: 'Error', errorMessage: 'cannot'}}
      good.push(...data(event))
      return {response: 'null'}
    }

    await withStream(
      program,
      async ({lambda, kinesis}) => {
        await put(kinesis, 'a', 'b', 'bad', 'c')
        await map(lambda, {
          StartingPosition: 'TRIM_HORIZON',
          BisectBatchOnFunctionError: true,
          MaximumRetryAttempts: 1,
          DestinationConfig: {OnFailure: {Destination: QUEUE}},
        })
        await until(() => good.length === 3 && told.length === 1)
      },
      told,
    )

    assert.deepEqual(good, ['a', 'b', 'c'])
    assert.equal(told[0]?.requestContext.condition, 'RetryAttemptsExhausted')
    assert.equal(told[0].requestContext.approximateInvokeCount, 2)
    assert.equal(told[0].KinesisBatchInfo.batchSize, 1)
    assert.equal(told[0].KinesisBatchInfo.shardId, 'shardId-000000000000')
  })

  it('begin again at the first record that the function reports', async () => {
    const events: unknown[] = []
    const program: Program = (event) => {
      events.push(event)
      const {Records} = event as Event
      const failed = events.length === 1 ? [{itemIdentifier: Records[1]!.kinesis.sequenceNumber}] : []
      return {response: JSON.stringify({batchItemFailures: failed})}
    }

    await withStream(program, async ({lambda, kinesis}) => {
      await put(kinesis, 'a', 'b', 'c')
      await map(lambda, {StartingPosition: 'TRIM_HORIZON', FunctionResponseTypes: ['ReportBatchItemFailures']})
      await until(() => events.length === 2)
    })

    assert.deepEqual(events.map(data), [
      ['a', 'b', 'c'],
      ['b', 'c'],
    ])
  })

  it('read the shards of a resharding after the one they come from, and nothing twice', async () => {
    const events: unknown[] = []

    await withStream(taking(events), async ({lambda, kinesis}) => {
      await map(lambda, {StartingPosition: 'LATEST'})
      await put(kinesis, 'a', 'b', 'c')
      await kinesis.send(
        new UpdateShardCountCommand({StreamName: 'raw', TargetShardCount: 2, ScalingType: 'UNIFORM_SCALING'}),
      )
      await put(kinesis, 'd', 'e', 'h', 'j')
      await until(() => events.flatMap(data).length >= 7)
    })

    const shards = new Set(
      (events as Event[]).flatMap(({Records}) => Records.map(({eventID}) => eventID.split(':')[0])),
    )
    assert.deepEqual(events.flatMap(data).slice(0, 3), ['a', 'b', 'c'])
    assert.deepEqual(events.flatMap(data).sort(), ['a', 'b', 'c', 'd', 'e', 'h', 'j'])
    assert.equal(shards.size, 3)
  })

  it('go on where they were after a change', async () => {
    const events: unknown[] = []

    await withStream(taking(events), async ({lambda, kinesis}) => {
      const UUID = await map(lambda, {StartingPosition: 'TRIM_HORIZON'})
      await put(kinesis, 'a')
      await until(() => events.length === 1)
      await lambda.send(new UpdateEventSourceMappingCommand({UUID, Enabled: false}))
      await settled(lambda, UUID, 'Disabled')
      await put(kinesis, 'b')
      await lambda.send(new UpdateEventSourceMappingCommand({UUID, Enabled: true}))
      await until(() => events.length === 2)
    })

    assert.deepEqual(events.flatMap(data), ['a', 'b'])
  })

  it('are refused for a stream that is not there, and without a starting position', async () => {
    await withStream(taking([]), async ({lambda}) => {
      const EventSourceArn = `${STREAM}-not`
      await assert.rejects(map(lambda, {StartingPosition: 'LATEST', EventSourceArn}), /Stream not found/)
      await assert.rejects(map(lambda, {}), /Value null at 'startingPosition'/)
    })
  })
})

interface Streamed {
  readonly lambda: LambdaClient
  readonly kinesis: KinesisClient
}

const KEYS = {accessKeyId: 'test', secretAccessKey: 'test'}

async function withStream(program: Program, work: (of: Streamed) => Promise<void>, told: Told[] = []): Promise<void> {
  const service = createKinesis({accountId: '123456789012', stateMs: 1})
  await listening(frontOf({kinesis: service}, REGION), async (endpoint) => {
    const clients = createClients({...KEYS, endpoint, region: REGION})
    const kinesis = await clients.kinesis()
    await kinesis.send(new CreateStreamCommand({StreamName: 'raw', ShardCount: 1}))
    await sleep(5)
    const queue = {
      send: ({constructor, input}: {constructor: {name: string}; input: {MessageBody?: string}}) => {
        if (constructor.name === 'SendMessageCommand') told.push(JSON.parse(input.MessageBody!) as Told)
        return Promise.resolve({QueueUrl: 'http://queue'})
      },
    }
    const outlets = {sqs: () => Promise.resolve(queue)} as unknown as ServiceClients
    await withLambda(
      program,
      async ({lambda}) => {
        const ImageUri = `it@sha256:${'a'.repeat(64)}`
        const Role = 'arn:aws:iam::123456789012:role/it'
        await lambda.send(new CreateFunctionCommand({FunctionName: 'it', PackageType: 'Image', Code: {ImageUri}, Role}))
        for (;;) {
          const {Configuration} = await lambda.send(new GetFunctionCommand({FunctionName: 'it'}))
          if (Configuration?.State === 'Active') break
        }
        await work({lambda, kinesis})
      },
      {sources: () => clients, outlets: () => outlets},
    )
  })
}

function taking(events: unknown[]): Program {
  return (event) => {
    events.push(event)
    return {response: 'null'}
  }
}

async function map(lambda: LambdaClient, more: Partial<CreateEventSourceMappingCommandInput>): Promise<string> {
  const {UUID = ''} = await lambda.send(
    new CreateEventSourceMappingCommand({FunctionName: 'it', EventSourceArn: STREAM, ...more}),
  )
  await settled(lambda, UUID, 'Enabled')
  return UUID
}

async function settled(lambda: LambdaClient, UUID: string, state: string): Promise<void> {
  for (;;) {
    const {State} = await lambda.send(new GetEventSourceMappingCommand({UUID}))
    if (State === state) return
    await sleep(2)
  }
}

async function put(kinesis: KinesisClient, ...all: string[]): Promise<void> {
  if (all.length === 1) {
    await kinesis.send(new PutRecordCommand({StreamName: 'raw', Data: Buffer.from(all[0]!), PartitionKey: all[0]}))
    return
  }
  const Records = all.map((one) => ({Data: Buffer.from(one), PartitionKey: one}))
  await kinesis.send(new PutRecordsCommand({StreamName: 'raw', Records}))
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await sleep(5)
}
