import assert from 'node:assert/strict'

import {createLogs} from './logs.js'
import {json, jsonError, ScriptedAws} from './scripted-aws.fixture.js'

const event = (message: string, timestamp = 1) => ({message, timestamp})

describe('logs', () => {
  let aws: ScriptedAws
  beforeEach(async () => void (aws = await ScriptedAws.start()))
  afterEach(() => aws.close())

  it('tell the last lines of a stream, oldest first', async () => {
    aws.on('GetLogEvents', json({events: [event('one'), event('two', 2)]}))

    const lines = await createLogs(aws.access).last({group: 'g', stream: 's', limit: 2, since: 5})

    assert.deepEqual(lines, [
      {at: 1, message: 'one'},
      {at: 2, message: 'two'},
    ])
    assert.deepEqual(aws.inputsOf('GetLogEvents'), [{logGroupName: 'g', logStreamName: 's', limit: 2, startTime: 5}])
  })

  it('are looked for further back where a page is empty', async () => {
    aws.on(
      'GetLogEvents',
      json({events: [], nextBackwardToken: 'b/1'}),
      json({events: [event('two')], nextBackwardToken: 'b/2'}),
      json({events: [event('one')], nextBackwardToken: 'b/2'}),
    )

    const lines = await createLogs(aws.access).last({group: 'g', stream: 's', limit: 20})

    assert.deepEqual(
      lines?.map(({message}) => message),
      ['one', 'two'],
    )
    assert.equal(aws.calls.length, 3)
  })

  it('are those of the stream that was written to last', async () => {
    aws.on('DescribeLogStreams', json({logStreams: [{logStreamName: 'newest'}]}))
    aws.on('GetLogEvents', json({events: [event('one')]}))

    await createLogs(aws.access).last({group: 'g', limit: 1})

    assert.deepEqual(aws.inputsOf('DescribeLogStreams'), [
      {logGroupName: 'g', orderBy: 'LastEventTime', descending: true, limit: 1},
    ])
    assert.equal(aws.inputsOf('GetLogEvents')[0]?.['logStreamName'], 'newest')
  })

  it('are those of the newest of the streams with a prefix', async () => {
    const logStreams = [
      {logStreamName: 'ecs/main/1', lastEventTimestamp: 1},
      {logStreamName: 'ecs/main/2', lastEventTimestamp: 2},
    ]
    aws.on('DescribeLogStreams', json({logStreams}))
    aws.on('GetLogEvents', json({events: [event('one')]}))

    await createLogs(aws.access).last({group: 'g', streamPrefix: 'ecs/main/', limit: 1})

    assert.deepEqual(aws.inputsOf('DescribeLogStreams'), [{logGroupName: 'g', logStreamNamePrefix: 'ecs/main/'}])
    assert.equal(aws.inputsOf('GetLogEvents')[0]?.['logStreamName'], 'ecs/main/2')
  })

  it('have nothing to say of a group or stream that is not there', async () => {
    aws.on('GetLogEvents', jsonError(400, 'ResourceNotFoundException', 'The specified log stream does not exist.'))
    aws.on('DescribeLogStreams', json({logStreams: []}))
    const logs = createLogs(aws.access)

    assert.equal(await logs.last({group: 'g', stream: 's', limit: 1}), undefined)
    assert.equal(await logs.last({group: 'g', limit: 1}), undefined)
  })

  it('are read page by page, with the filter as CloudWatch takes it', async () => {
    const events = [{eventId: '1', logStreamName: 's', timestamp: 5, ingestionTime: 6, message: 'one'}]
    aws.on('FilterLogEvents', json({events, nextToken: 'n'}))

    const page = await createLogs(aws.access).page({group: 'g', streams: ['s'], since: 4, filter: '"one"', next: 'm'})

    assert.deepEqual(page, {events: [{id: '1', stream: 's', at: 5, ingestedAt: 6, message: 'one'}], next: 'n'})
    assert.deepEqual(aws.inputsOf('FilterLogEvents'), [
      {
        logGroupName: 'g',
        startTime: 4,
        interleaved: true,
        logStreamNames: ['s'],
        filterPattern: '"one"',
        nextToken: 'm',
      },
    ])
  })

  it('are not there where their group is not', async () => {
    aws.on('FilterLogEvents', jsonError(400, 'ResourceNotFoundException', 'The specified log group does not exist.'))

    assert.equal(await createLogs(aws.access).page({group: 'g', since: 0}), undefined)
  })

  it('cannot be listened to where the endpoint has no live tail: one try, at its own address', async () => {
    aws.on('StartLiveTail', jsonError(501, 'NotImplemented', 'moto does not have this part of logs'))
    const news = createLogs(aws.access).listen({groups: ['arn:g']}, new AbortController().signal)

    await assert.rejects(news[Symbol.asyncIterator]().next(), {code: 'AWS_FAILED'})
    assert.deepEqual(aws.operations, ['StartLiveTail'])
  })
})
