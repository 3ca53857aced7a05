import assert from 'node:assert/strict'
import {setTimeout as sleep} from 'node:timers/promises'

import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  CreateFunctionCommand,
  DeleteEventSourceMappingCommand,
  DeleteFunctionCommand,
  GetEventSourceMappingCommand,
  GetFunctionCommand,
  type LambdaClient,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda'

import {type Program, withLambda} from '../lambda.test.fixture.js'
import {createFakeQueue, type FakeQueue} from './fake-queue.test.fixture.js'

const QUEUE = 'arn:aws:sqs:eu-west-1:123456789012:objects'

interface Event {
  readonly Records: readonly {readonly messageId: string; readonly body: string}[]
}

const bodies = (event: unknown) => (event as Event).Records.map(({body}) => body)

describe('event source mappings of queues', () => {
  it('give each message to the function as Lambda words it, and delete it', async () => {
    const queue = createFakeQueue(['{"n": 1}'])
    const events: unknown[] = []

    await withQueue(queue, answering(events), async (lambda) => {
      await map(lambda)
      await until(() => queue.deleted.length === 1)
    })

    assert.deepEqual(queue.deleted, ['m0'])
    assert.deepEqual(events, [
      {
        Records: [
          {
            messageId: 'm0',
            receiptHandle: 'r0',
            body: '{"n": 1}',
            attributes: {ApproximateReceiveCount: '1'},
            messageAttributes: {},
            md5OfBody: 'md5-0',
            eventSource: 'aws:sqs',
            eventSourceARN: QUEUE,
            awsRegion: 'eu-west-1',
          },
        ],
      },
    ])
  })

  it('keep to the size of a batch', async () => {
    const queue = createFakeQueue(Array.from({length: 25}, (_, index) => String(index)))
    const events: unknown[] = []

    await withQueue(queue, answering(events), async (lambda) => {
      await map(lambda, {BatchSize: 12, MaximumBatchingWindowInSeconds: 1})
      await until(() => queue.deleted.length === 25)
    })

    assert.deepEqual(
      events.map((event) => bodies(event).length),
      [12, 12, 1],
    )
    assert.ok(queue.asked.every((number) => number <= 10))
  })

  it('run no more at once than they may', async () => {
    const queue = createFakeQueue(['a', 'b', 'c', 'd', 'e'])
    let [running, most] = [0, 0]
    const program: Program = async () => {
      most = Math.max(most, (running += 1))
      await sleep(10)
      running -= 1
      return {response: 'null'}
    }

    await withQueue(queue, program, async (lambda) => {
      await map(lambda, {BatchSize: 1, ScalingConfig: {MaximumConcurrency: 2}})
      await until(() => queue.deleted.length === 5)
    })

    assert.equal(most, 2)
  })

  it('leave in the queue what has failed', async () => {
    const queue = createFakeQueue(['bad', 'good'])
    const program: Program = (event) =>
      bodies(event)[0] === 'bad' ? {error: {errorType: 'E', errorMessage: 'no'}} : {response: 'null'}

    await withQueue(queue, program, async (lambda) => {
      await map(lambda, {BatchSize: 1, ScalingConfig: {MaximumConcurrency: 2}})
      await until(() => queue.messages.length === 0 && queue.deleted.length === 1)
    })

    assert.deepEqual(queue.deleted, ['m1'])
  })

  for (const [answer, deleted] of [
    ['{"batchItemFailures": [{"itemIdentifier": "m1"}]}', ['m0', 'm2']],
    ['{"batchItemFailures": []}', ['m0', 'm1', 'm2']],
    ['null', ['m0', 'm1', 'm2']],
    ['{"batchItemFailures": [{"itemIdentifier": "another"}]}', []],
    ['{"batchItemFailures": [{"itemIdentifier": ""}]}', []],
    ['{"batchItemFailures": 3}', []],
    ['no JSON', []],
  ] as const) {
    it(`take ${answer} for ${3 - deleted.length} failed messages of 3`, async () => {
      const queue = createFakeQueue(['a', 'b', 'c'])
      let answered = false

      await withQueue(
        queue,
        () => ((answered = true), {response: answer}),
        async (lambda) => {
          await map(lambda, {FunctionResponseTypes: ['ReportBatchItemFailures']})
          // The next look at the queue comes after the batch.
          await until(() => answered)
          const {reads} = queue
          await until(() => queue.reads > reads + 2 && queue.deleted.length >= deleted.length)
        },
      )

      assert.deepEqual(queue.deleted, deleted)
    })
  }

  it('are Creating, Enabled, Disabled and gone, and read only while they are Enabled', async () => {
    const queue = createFakeQueue([])
    const events: unknown[] = []

    await withQueue(queue, answering(events), async (lambda) => {
      const {UUID, State, BatchSize} = await map(lambda, {Enabled: false, Tags: {app: 'vast'}})
      assert.deepEqual([State, BatchSize, queue.reads], ['Creating', 10, 0])
      const off = await settled(lambda, UUID)
      const enabling = await lambda.send(new UpdateEventSourceMappingCommand({UUID, Enabled: true, BatchSize: 1}))
      const on = await settled(lambda, UUID)
      queue.messages.push({MessageId: 'm', ReceiptHandle: 'r', Body: 'x'})
      await until(() => queue.deleted.length === 1)
      const listed = await lambda.send(
        new ListEventSourceMappingsCommand({FunctionName: 'client', EventSourceArn: QUEUE}),
      )
      const {Tags} = await lambda.send(new ListTagsCommand({Resource: on.EventSourceMappingArn}))
      const deleting = await lambda.send(new DeleteEventSourceMappingCommand({UUID}))

      assert.deepEqual([off.State, enabling.State, on.State, on.BatchSize], ['Disabled', 'Enabling', 'Enabled', 1])
      assert.deepEqual(
        listed.EventSourceMappings?.map((one) => one.UUID),
        [UUID],
      )
      assert.deepEqual([Tags, deleting.State], [{app: 'vast'}, 'Deleting'])
      await assert.rejects(settled(lambda, UUID), {name: 'ResourceNotFoundException'})
      const {reads} = queue
      await sleep(20)
      assert.equal(queue.reads, reads)
    })
  })

  it('leave the messages of a function that is gone where they are', async () => {
    const queue = createFakeQueue([])

    await withQueue(queue, answering([]), async (lambda) => {
      const {UUID} = await map(lambda)
      await settled(lambda, UUID)
      await lambda.send(new DeleteFunctionCommand({FunctionName: 'client'}))
      const {reads} = queue
      queue.messages.push({MessageId: 'm', ReceiptHandle: 'r', Body: 'x'})
      await sleep(20)

      assert.ok(queue.reads <= reads + 1)
      assert.equal((await settled(lambda, UUID)).State, 'Enabled')
    })
  })

  it('go on when the queue answers again', async () => {
    const queue = createFakeQueue([])

    await withQueue(queue, answering([]), async (lambda) => {
      const {UUID} = await map(lambda)
      await settled(lambda, UUID)
      queue.failure = new Error('down')
      await sleep(10)
      queue.failure = undefined
      queue.messages.push({MessageId: 'm0', ReceiptHandle: 'r0', Body: 'x'})
      await until(() => queue.deleted.length === 1)
    })
  })

  it('are refused where a message would be seen again before its function has ended', async () => {
    await withQueue(createFakeQueue([], 2), answering([]), async (lambda) => {
      await assert.rejects(map(lambda), {
        name: 'InvalidParameterValueException',
        message: 'Queue visibility timeout: 2 seconds is less than Function timeout: 3 seconds',
      })
    })
  })

  it('are refused twice for one queue and function, for no queue, with wrong numbers, and for what is not built', async () => {
    const queue = createFakeQueue([])

    await withQueue(queue, answering([]), async (lambda) => {
      await map(lambda)
      await assert.rejects(map(lambda), {name: 'ResourceConflictException', message: /already exists/})
      await assert.rejects(map(lambda, {BatchSize: 11}), {message: /batch window/})
      await assert.rejects(map(lambda, {BatchSize: 0}), {message: /batchSize/})
      await assert.rejects(map(lambda, {ScalingConfig: {MaximumConcurrency: 1}}), {message: /maximumConcurrency/})
      await assert.rejects(map(lambda, {FilterCriteria: {Filters: [{Pattern: '{}'}]}}), {message: /does not filter/})
      await assert.rejects(map(lambda, {EventSourceArn: 'arn:aws:mq:eu-west-1:123456789012:broker:b'}), {
        message: /takes no events from mq/,
      })
      queue.failure = Object.assign(new Error('The specified queue does not exist.'), {name: 'QueueDoesNotExist'})
      await assert.rejects(map(lambda, {EventSourceArn: `${QUEUE}-2`}), {
        message: /SQS Error Code: QueueDoesNotExist/,
      })
    })
  })
})

function answering(events: unknown[]): Program {
  return (event) => {
    events.push(event)
    return {response: 'null'}
  }
}

async function withQueue(
  queue: FakeQueue,
  program: Program,
  work: (lambda: LambdaClient) => Promise<void>,
): Promise<void> {
  await withLambda(
    program,
    async ({lambda}) => {
      await lambda.send(
        new CreateFunctionCommand({
          FunctionName: 'client',
          PackageType: 'Image',
          Code: {ImageUri: `client@sha256:${'a'.repeat(64)}`},
          Role: 'arn:aws:iam::123456789012:role/client',
        }),
      )
      while (await isPending(lambda)) await sleep(2)
      await work(lambda)
    },
    {sources: () => queue.clients},
  )
}

async function isPending(lambda: LambdaClient): Promise<boolean> {
  const {Configuration} = await lambda.send(new GetFunctionCommand({FunctionName: 'client'}))
  return Configuration?.State === 'Pending'
}

function map(lambda: LambdaClient, more: Partial<CreateEventSourceMappingCommandInput> = {}) {
  return lambda.send(new CreateEventSourceMappingCommand({FunctionName: 'client', EventSourceArn: QUEUE, ...more}))
}

async function settled(lambda: LambdaClient, UUID: string | undefined) {
  for (;;) {
    const mapping = await lambda.send(new GetEventSourceMappingCommand({UUID}))
    if (mapping.State?.endsWith('abled')) return mapping
    await sleep(2)
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(2)
}
