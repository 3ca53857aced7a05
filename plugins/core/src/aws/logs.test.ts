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
})
