import assert from 'node:assert/strict'

import {createFunctions} from './functions.js'
import {createQueues} from './queues.js'
import {json, jsonError, result, ScriptedAws} from './scripted-aws.fixture.js'
import {createTables} from './tables.js'
import {createTopics} from './topics.js'
import {createTraces} from './traces.js'

let aws: ScriptedAws
beforeEach(async () => void (aws = await ScriptedAws.start()))
afterEach(() => aws.close())

describe('SQS', () => {
  it('sends again what failed at AWS, and says what the sender has to mend', async () => {
    const failed = (Id: string, SenderFault: boolean) => ({Id, SenderFault, Code: `Code${Id}`, Message: 'why'})
    aws.on(
      'SendMessageBatch',
      json({Successful: [], Failed: [failed('0', false), failed('1', true)]}),
      json({Successful: [], Failed: []}),
    )

    const refusals = await createQueues(aws.access).send('https://sqs/123456789012/q', ['a', 'b', 'c'])

    assert.deepEqual(refusals, [{index: 1, code: 'Code1', message: 'why'}])
    const ids = aws.inputsOf('SendMessageBatch').map(({Entries}) => (Entries as {Id: string}[]).map(({Id}) => Id))
    assert.deepEqual(ids, [['0', '1', '2'], ['0']])
  })

  it('sends to a queue in order as one group, each message once however often it is sent', async () => {
    const failed = [{Id: '0', SenderFault: false, Code: 'Busy', Message: ''}]
    aws.on('SendMessageBatch', json({Failed: failed}), json({}))

    await createQueues(aws.access).send('https://sqs/123456789012/q.fifo', ['a'])

    const [first, second] = aws.inputsOf('SendMessageBatch').map(({Entries}) => (Entries as object[])[0])
    assert.deepEqual(first, second)
    assert.equal((first as {MessageGroupId: string}).MessageGroupId, 'aws-stack')
  })
})

describe('SNS', () => {
  it('publishes a batch, and says what is refused', async () => {
    const failed =
      '<Failed><member><Id>1</Id><Code>InvalidParameter</Code><Message>empty</Message><SenderFault>true</SenderFault></member></Failed>'
    aws.on('PublishBatch', result('PublishBatch', failed))

    const refusals = await createTopics(aws.access).publish('arn:aws:sns:eu-west-1:1:t', ['a', ''])

    assert.deepEqual(refusals, [{index: 1, code: 'InvalidParameter', message: 'empty'}])
    assert.equal(aws.inputsOf('PublishBatch')[0]?.['PublishBatchRequestEntries.member.1.Message'], 'a')
  })
})

describe('DynamoDB', () => {
  it('knows what is provisioned, and that nothing is', async () => {
    const table = (ReadCapacityUnits: number, WriteCapacityUnits: number) =>
      json({Table: {ProvisionedThroughput: {ReadCapacityUnits, WriteCapacityUnits}}})
    aws.on('DescribeTable', table(70, 5), table(0, 0), jsonError(400, 'ResourceNotFoundException', 'no'))
    const tables = createTables(aws.access)

    const told = [await tables.capacity('t'), await tables.capacity('t'), await tables.capacity('t')]

    assert.deepEqual(told, [{read: 70, write: 5}, undefined, undefined])
  })
})

describe('X-Ray', () => {
  const config = (Type: string, Status: string, KeyId?: string) => json({EncryptionConfig: {Type, Status, KeyId}})

  it('knows its key, and that it has its own', async () => {
    aws.on('POST /EncryptionConfig', config('KMS', 'UPDATING', 'arn:key'), config('NONE', 'ACTIVE'))
    const traces = createTraces(aws.access)

    assert.deepEqual(
      [await traces.encryption(), await traces.encryption()],
      [{key: 'arn:key', updating: true}, {updating: false}],
    )
  })

  it('takes a key when no change is under way, and waits until it holds', async () => {
    aws.on(
      'POST /EncryptionConfig',
      config('NONE', 'UPDATING'),
      config('NONE', 'ACTIVE'),
      config('KMS', 'UPDATING', 'arn:key'),
      config('KMS', 'ACTIVE', 'arn:key'),
    )
    aws.on('POST /PutEncryptionConfig', config('KMS', 'UPDATING', 'arn:key'))

    await createTraces(aws.access).encrypt('arn:key')

    assert.deepEqual(aws.operations, [
      'POST /EncryptionConfig',
      'POST /EncryptionConfig',
      'POST /PutEncryptionConfig',
      'POST /EncryptionConfig',
      'POST /EncryptionConfig',
    ])
    assert.equal(aws.waits.length, 2)
  })

  it('ends its wait with the signal', async () => {
    aws.on('POST /EncryptionConfig', config('NONE', 'UPDATING'))
    aws.onWait = () => aws.controller.abort('SIGINT')

    await assert.rejects(createTraces(aws.access).encrypt(undefined), {code: 'CANCELLED'})
  })
})

describe('Lambda, asked for a log or not to answer', () => {
  const INVOKE = 'POST /2015-03-31/functions/client/invocations'
  const input = {name: 'client', payload: '{}', patienceMs: 60_000}

  it('brings the end of the log', async () => {
    const headers = {'x-amz-log-result': Buffer.from('START\nEND\n').toString('base64')}
    aws.on(INVOKE, {...json({ok: true}), headers})

    const {log} = await createFunctions(aws.access).invoke({...input, tailLog: true})

    assert.equal(log, 'START\nEND\n')
    assert.equal(aws.calls[0]?.headers['x-amz-log-type'], 'Tail')
  })

  it('takes an event', async () => {
    aws.on(INVOKE, {...json({}), status: 202, body: ''})

    const {failed, payload} = await createFunctions(aws.access).invoke({...input, asynchronous: true})

    assert.deepEqual([failed, payload], [false, ''])
    assert.equal(aws.calls[0]?.headers['x-amz-invocation-type'], 'Event')
  })
})
