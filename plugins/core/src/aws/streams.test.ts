import assert from 'node:assert/strict'

import {json, jsonError, ScriptedAws} from './scripted-aws.fixture.js'
import {createStreams} from './streams.js'

const record = (text: string) => ({data: Buffer.from(text), partitionKey: text})
const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('Kinesis', () => {
  let aws: ScriptedAws
  beforeEach(async () => void (aws = await ScriptedAws.start()))
  afterEach(() => aws.close())

  it('sends again what was throttled of a batch, and only that', async () => {
    const throttled = {ErrorCode: 'ProvisionedThroughputExceededException', ErrorMessage: 'Rate exceeded'}
    const taken = {SequenceNumber: '1', ShardId: 'shardId-0'}
    aws.on(
      'PutRecords',
      json({FailedRecordCount: 2, Records: [throttled, taken, {ErrorCode: 'InternalFailure'}]}),
      json({FailedRecordCount: 1, Records: [taken, throttled]}),
      json({FailedRecordCount: 0, Records: [taken]}),
    )

    const refusals = await createStreams(aws.access).put('raw', [record('a'), record('b'), record('c')])

    assert.deepEqual(refusals, [])
    const sent = aws.inputsOf('PutRecords').map(({Records}) => (Records as {Data: string}[]).map(({Data}) => Data))
    assert.deepEqual(sent, [[base64('a'), base64('b'), base64('c')], [base64('a'), base64('c')], [base64('c')]])
    assert.equal(aws.waits.length, 2)
    assert.equal(aws.host.of('retried').length, 2)
  })

  it('says what is refused for good, and does not send it again', async () => {
    const refused = {ErrorCode: 'KMSAccessDeniedException', ErrorMessage: 'no key'}
    aws.on('PutRecords', json({FailedRecordCount: 1, Records: [{SequenceNumber: '1', ShardId: 's'}, refused]}))

    const refusals = await createStreams(aws.access).put('raw', [record('a'), record('b')])

    assert.deepEqual(refusals, [{index: 1, code: 'KMSAccessDeniedException', message: 'no key'}])
    assert.equal(aws.calls.length, 1)
  })

  it('gives up in the end', async () => {
    aws.on('PutRecords', json({Records: [{ErrorCode: 'ProvisionedThroughputExceededException', ErrorMessage: 'slow'}]}))

    const refusals = await createStreams(aws.access).put('raw', [record('a')])

    assert.deepEqual(
      refusals.map(({code}) => code),
      ['ProvisionedThroughputExceededException'],
    )
    assert.equal(aws.calls.length, 12)
  })

  it('knows a stream, and that there is none', async () => {
    const summary = {
      StreamARN: 'arn',
      StreamStatus: 'ACTIVE',
      OpenShardCount: 3,
      RetentionPeriodHours: 48,
      StreamModeDetails: {StreamMode: 'ON_DEMAND'},
    }
    aws.on(
      'DescribeStreamSummary',
      json({StreamDescriptionSummary: summary}),
      jsonError(400, 'ResourceNotFoundException', 'not found'),
    )
    const streams = createStreams(aws.access)

    const [found, missing] = [await streams.describe('raw'), await streams.describe('raw')]

    assert.deepEqual(found, {
      name: 'raw',
      arn: 'arn',
      status: 'ACTIVE',
      openShards: 3,
      retentionHours: 48,
      onDemand: true,
    })
    assert.equal(missing, undefined)
  })

  it('lists shards page by page, with their share and what they were made of', async () => {
    const half = '170141183460469231731687303715884105728'
    const all = '340282366920938463463374607431768211455'
    aws.on(
      'ListShards',
      json({
        Shards: [
          {
            ShardId: 's0',
            HashKeyRange: {StartingHashKey: '0', EndingHashKey: all},
            SequenceNumberRange: {StartingSequenceNumber: '1', EndingSequenceNumber: '9'},
          },
        ],
        NextToken: 'more',
      }),
      json({
        Shards: [
          {
            ShardId: 's1',
            ParentShardId: 's0',
            HashKeyRange: {StartingHashKey: half, EndingHashKey: all},
            SequenceNumberRange: {StartingSequenceNumber: '10'},
          },
        ],
      }),
    )

    const shards = await createStreams(aws.access).shards('raw')

    assert.deepEqual(shards, [
      {id: 's0', parents: [], open: false, share: 1},
      {id: 's1', parents: ['s0'], open: true, share: 0.5},
    ])
    assert.deepEqual(aws.inputsOf('ListShards'), [{StreamName: 'raw'}, {NextToken: 'more'}])
  })

  it('reads a shard politely to its end: four reads a second while there is more, one else', async () => {
    const page = (text: string, behind: number, next?: string) =>
      json({
        Records: [{Data: base64(text), PartitionKey: 'k', SequenceNumber: text, ApproximateArrivalTimestamp: 1.5}],
        MillisBehindLatest: behind,
        ...(next && {NextShardIterator: next}),
      })
    aws.on('GetShardIterator', json({ShardIterator: 'i0'}))
    aws.on('GetRecords', page('1', 5000, 'i1'), page('2', 0, 'i2'), page('3', 0))

    const pages = []
    const reading = createStreams(aws.access).read({stream: 'raw', shard: 's0', from: 60_000}, aws.signals.signal)
    for await (const each of reading) pages.push(each)

    assert.deepEqual(
      pages.map(({behindMs, records}) => [behindMs, records[0]?.data.toString(), records[0]?.arrivedAt]),
      [
        [5000, '1', 1500],
        [0, '2', 1500],
        [0, '3', 1500],
      ],
    )
    assert.deepEqual(aws.waits, [250, 1000])
    assert.deepEqual(aws.inputsOf('GetShardIterator'), [
      {StreamName: 'raw', ShardId: 's0', ShardIteratorType: 'AT_TIMESTAMP', Timestamp: 60},
    ])
  })

  it('waits where a shard is throttled, and goes on behind the last record where its iterator has expired', async () => {
    const records = [{Data: base64('1'), PartitionKey: 'k', SequenceNumber: '7', ApproximateArrivalTimestamp: 1}]
    aws.on('GetShardIterator', json({ShardIterator: 'i0'}), json({ShardIterator: 'i9'}))
    aws.on(
      'GetRecords',
      jsonError(400, 'ProvisionedThroughputExceededException', 'Rate exceeded'),
      json({Records: records, MillisBehindLatest: 0, NextShardIterator: 'i1'}),
      jsonError(400, 'ExpiredIteratorException', 'expired'),
      json({Records: [], MillisBehindLatest: 0}),
    )

    let read = 0
    const reading = createStreams(aws.access).read({stream: 'raw', shard: 's0', from: 'LATEST'}, aws.signals.signal)
    for await (const page of reading) read += page.records.length

    assert.equal(read, 1)
    assert.deepEqual(
      aws
        .inputsOf('GetShardIterator')
        .map(({ShardIteratorType, StartingSequenceNumber}) => [ShardIteratorType, StartingSequenceNumber]),
      [
        ['LATEST', undefined],
        ['AFTER_SEQUENCE_NUMBER', '7'],
      ],
    )
  })

  it('waits until a stream has the shards that it was asked for', async () => {
    const summary = (StreamStatus: string, OpenShardCount: number) =>
      json({StreamDescriptionSummary: {StreamStatus, OpenShardCount}})
    aws.on('UpdateShardCount', json({CurrentShardCount: 1, TargetShardCount: 2}))
    aws.on('DescribeStreamSummary', summary('UPDATING', 1), summary('UPDATING', 2), summary('ACTIVE', 2))

    await createStreams(aws.access).resize('raw', 2)

    assert.deepEqual(aws.inputsOf('UpdateShardCount'), [
      {StreamName: 'raw', TargetShardCount: 2, ScalingType: 'UNIFORM_SCALING'},
    ])
    assert.equal(aws.waits.length, 2)
  })

  it('asks for the tenth resharding of a day once', async () => {
    aws.on('UpdateShardCount', jsonError(400, 'LimitExceededException', 'exceeded the scaling limit'))

    await assert.rejects(createStreams(aws.access).resize('raw', 2), {code: 'AWS_REFUSED', message: /scaling limit/})

    assert.equal(aws.calls.length, 1)
  })

  it('knows all tags', async () => {
    aws.on(
      'ListTagsForStream',
      json({Tags: [{Key: 'a', Value: '1'}], HasMoreTags: true}),
      json({Tags: [{Key: 'b', Value: '2'}], HasMoreTags: false}),
    )

    assert.deepEqual(await createStreams(aws.access).tags('raw'), {a: '1', b: '2'})
    assert.equal(aws.inputsOf('ListTagsForStream')[1]?.['ExclusiveStartTagKey'], 'a')
  })
})
