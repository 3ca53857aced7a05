import assert from 'node:assert/strict'
import {gzipSync} from 'node:zlib'

import {encodeKpl} from '../events-io/encode-kpl.fixture.js'
import {toTailedEvent} from '../events-io/to-tailed-event.js'
import {StackError} from '../errors.js'
import {sampleWithEvents} from '../testing/sample-events.fixture.js'
import {invoke} from './invoke.js'
import {replay} from './replay.js'
import {resizeStream} from './resize-stream.js'
import {shards} from './shards.js'
import {tail, type TailInput} from './tail.js'

describe('tail', () => {
  async function told(one: Awaited<ReturnType<typeof sampleWithEvents>>, changes: Partial<TailInput> = {}) {
    const input: TailInput = {since: 'TRIM_HORIZON', follow: false, raw: false, ...changes}
    const events = []
    for await (const event of tail(one.app, one.settings, input, one.ctx)) events.push(toTailedEvent(event))
    return events
  }

  it('takes aggregated records apart, decompresses, and says so once', async () => {
    const one = await sampleWithEvents()
    const aggregated = encodeKpl([
      {partitionKey: 'k1', data: Buffer.from('one')},
      {partitionKey: 'k2', data: gzipSync('two')},
    ])
    one.ctx.streams.arrive('sample-dev-raw', 0, aggregated, 1)
    one.ctx.streams.arrive('sample-dev-raw', 1, gzipSync('three'), 2)
    one.ctx.streams.arrive('sample-dev-raw', 1, Buffer.of(0xff, 0x00), 3)

    const events = await told(one)

    assert.deepEqual(
      events.map(({data, encoding, gzip, partitionKey, subSequenceNumber}) => [
        data,
        encoding,
        gzip,
        partitionKey,
        subSequenceNumber,
      ]),
      [
        ['one', 'utf8', false, 'k1', 0],
        ['two', 'utf8', true, 'k2', 1],
        ['three', 'utf8', true, 'key', undefined],
        ['/wA=', 'base64', false, 'key', undefined],
      ],
    )
    assert.equal(events[0]?.time, '1970-01-01T00:00:00.001Z')
    assert.equal(one.ctx.host.of('warning').length, 1)
  })

  it('leaves records as they are where it is asked to, and ends after so many', async () => {
    const one = await sampleWithEvents()
    const data = gzipSync('zipped')
    for (const at of [1, 2, 3]) one.ctx.streams.arrive('sample-dev-raw', 0, data, at)

    const events = await told(one, {raw: true, limit: 2})

    assert.deepEqual(
      events.map((event) => event.data),
      [data.toString('base64'), data.toString('base64')],
    )
  })
})

describe('shards', () => {
  it('tells how streams are divided, what goes through, and what the autoscaler is bound to', async () => {
    const {app, settings, ctx} = await sampleWithEvents()
    const raw = ctx.streams.streams.get('sample-dev-raw')
    if (raw) raw.tags = {MinimumShards: '2', MaximumShards: '8', LastScalingEvent: '2026-11-22T00:00:00Z'}
    ctx.metrics.traffics.set('sample-dev-raw', {
      inRecords: 10,
      inBytes: 100,
      outRecords: 20,
      outBytes: 200,
      throttledWrites: 1,
    })
    ctx.metrics.states.set('sample-dev-raw_upscale', {name: 'sample-dev-raw_upscale', state: 'ALARM', since: 0})

    const {streams} = await shards(app, settings, {stream: 'raw'}, ctx)

    assert.deepEqual(streams, [
      {
        name: 'raw',
        stream: 'sample-dev-raw',
        status: 'ACTIVE',
        onDemand: false,
        open: [
          {id: 'shardId-000000000000', percent: 50},
          {id: 'shardId-000000000001', percent: 50},
        ],
        closed: 0,
        retentionHours: 24,
        traffic: {minutes: 5, inRecords: 10, inBytes: 100, outRecords: 20, outBytes: 200, throttledWrites: 1},
        minimum: 2,
        maximum: 8,
        lastScaling: '2026-11-22T00:00:00Z',
        alarms: [{name: 'upscale', state: 'ALARM', since: '1970-01-01T00:00:00.000Z'}],
      },
    ])
  })

  it('tells what can be seen where CloudWatch may not be asked', async () => {
    const {app, settings, ctx} = await sampleWithEvents()
    ctx.metrics.failure = new StackError('ACCESS_DENIED', 'no')

    const {streams} = await shards(app, settings, {}, ctx)

    assert.deepEqual(
      streams.map(({name, open, traffic}) => [name, open.length, traffic]),
      [
        ['raw', 2, undefined],
        ['processed', 1, undefined],
      ],
    )
    assert.equal(ctx.host.of('warning').length, 4)
  })
})

describe('resizeStream', () => {
  it('asks, and goes in steps that Kinesis takes', async () => {
    const {app, settings, ctx} = await sampleWithEvents()

    const result = await resizeStream(app, settings, {stream: 'processed', shards: 5, yes: false}, ctx)

    assert.deepEqual(
      ctx.streams.resizes.map((each) => each.shards),
      [2, 4, 5],
    )
    assert.deepEqual([result.before, result.after, result.changed], [1, 5, true])
    assert.equal(ctx.host.questions.at(-1)?.type, 'shards')
  })

  it('changes nothing where the number is right, and asks nobody', async () => {
    const {app, settings, ctx} = await sampleWithEvents()

    const result = await resizeStream(app, settings, {stream: 'raw', shards: 2, yes: false}, ctx)

    assert.equal(result.changed, false)
    assert.deepEqual(ctx.host.questions, [])
  })

  it('changes nothing when the answer is no, or there is nobody to ask', async () => {
    const {app, settings, ctx} = await sampleWithEvents()
    const input = {stream: 'raw', shards: 4, yes: false}
    ctx.host.answer = false
    await assert.rejects(resizeStream(app, settings, input, ctx), {code: 'DECLINED'})
    ctx.host.answer = 'no-terminal'

    await assert.rejects(resizeStream(app, settings, input, ctx), {
      code: 'NO_TERMINAL',
      suggestions: ['aws-stack sample:shards raw --set 4 --yes'],
    })
    assert.deepEqual(ctx.streams.resizes, [])
  })

  it('warns where the autoscaler would undo it, and refuses what takes more than a day', async () => {
    const {app, settings, ctx} = await sampleWithEvents()
    const raw = ctx.streams.streams.get('sample-dev-raw')
    if (raw) raw.tags = {MaximumShards: '3'}

    await assert.rejects(resizeStream(app, settings, {stream: 'raw', shards: 10_000, yes: true}, ctx), {
      code: 'USAGE',
      message: /2048 can be reached today/,
    })
    await resizeStream(app, settings, {stream: 'raw', shards: 4, yes: true}, ctx)

    assert.equal(ctx.host.of('warning').at(-1)?.code, 'AUTOSCALED')
  })

  it('leaves a stream on demand to itself', async () => {
    const {app, settings, ctx} = await sampleWithEvents()
    const raw = ctx.streams.streams.get('sample-dev-raw')
    if (raw) raw.onDemand = true

    await assert.rejects(resizeStream(app, settings, {stream: 'raw', shards: 4, yes: true}, ctx), {code: 'USAGE'})
  })
})

describe('invoke', () => {
  async function prepared() {
    const one = await sampleWithEvents()
    one.ctx.functions.functions.set('sample-dev-processor', {
      name: 'sample-dev-processor',
      arn: 'arn',
      state: 'Active',
      lastUpdate: 'Successful',
      packageType: 'Image',
      timeoutMs: 3000,
      logGroup: '/aws/lambda/sample-dev-processor',
    })
    return one
  }
  const input = {function: 'processor', payload: '{"a":1}', asynchronous: false, tailLog: false}

  it('answers with what the function answered', async () => {
    const {app, settings, ctx} = await prepared()
    ctx.functions.onInvoke = async () => ({requestId: 'r1', payload: '{"b":2}', failed: false, log: 'START'})

    assert.deepEqual(await invoke(app, settings, input, ctx), {
      function: 'processor',
      name: 'sample-dev-processor',
      requestId: 'r1',
      asynchronous: false,
      answer: {b: 2},
    })
    assert.equal((await invoke(app, settings, {...input, tailLog: true}, ctx)).log, 'START')
    assert.equal(ctx.functions.invocations[0]?.payload, '{"a":1}')
  })

  it('fails with its message and the end of its log', async () => {
    const {app, settings, ctx} = await prepared()
    const payload = '{"errorType":"KeyError","errorMessage":"no such key"}'
    ctx.functions.onInvoke = async () => ({requestId: 'r1', payload, failed: true, log: 'START\npanic\n'})

    await assert.rejects(invoke(app, settings, input, ctx), {
      code: 'FUNCTION_FAILED',
      message: 'processor failed: KeyError: no such key\nSTART\npanic',
    })
  })

  it('waits for no answer where it is asked not to', async () => {
    const {app, settings, ctx} = await prepared()
    ctx.functions.onInvoke = async () => ({requestId: 'r1', payload: '', failed: false})

    const result = await invoke(app, settings, {...input, asynchronous: true}, ctx)

    assert.deepEqual([result.asynchronous, 'answer' in result], [true, false])
    assert.equal(ctx.functions.invocations[0]?.asynchronous, true)
  })

  it('asks nobody with what is no JSON, or a function that is not there', async () => {
    const {app, settings, ctx} = await prepared()

    await assert.rejects(invoke(app, settings, {...input, payload: '{'}, ctx), {code: 'USAGE'})
    await assert.rejects(invoke(app, settings, {...input, function: 'nope'}, ctx), {
      code: 'USAGE',
      message: /it has processor/,
    })

    assert.deepEqual(ctx.functions.invocations, [])
  })
})

describe('replay', () => {
  const input = {prefix: '', dryRun: false, yes: true}

  async function prepared() {
    const one = await sampleWithEvents()
    const keep = (key: string, text: string) => one.ctx.objects.objects.set(`sample-dev-kept/${key}`, gzipSync(text))
    keep('a/1.gz', 'one\ntwo\n')
    keep('a/2', 'three\n')
    keep('b/3.gz', 'four\n')
    const seen = () => one.ctx.streams.dataOf('sample-dev-raw').toSorted()
    return {...one, keep, seen}
  }

  it('counts, asks, and sends every line again, also of what does not say that it is compressed', async () => {
    const {app, settings, ctx, seen} = await prepared()

    const result = await replay(app, settings, {...input, yes: false}, ctx)

    assert.deepEqual([result.objects, result.events, result.sent, result.exitCode], [3, 4, 4, 0])
    assert.deepEqual(seen(), ['four', 'one', 'three', 'two'])
    assert.deepEqual(
      ctx.host.questions.map((question) => question.type === 'replay' && question.objects),
      [3],
    )
  })

  it('only counts where it is asked to, and takes what is below a prefix and from a key on', async () => {
    const {app, settings, ctx, seen} = await prepared()

    assert.equal((await replay(app, settings, {...input, dryRun: true}, ctx)).objects, 3)
    assert.deepEqual(seen(), [])
    await replay(app, settings, {...input, prefix: 'a/', from: 'a/2'}, ctx)

    assert.deepEqual(seen(), ['three'])
  })

  it('does not replay what it has written itself', async () => {
    const {app, settings, ctx, seen} = await prepared()
    const list = ctx.objects.list.bind(ctx.objects)
    ctx.objects.list = async function* (bucket, prefix) {
      yield* list(bucket, prefix)
      yield {key: 'c/written-meanwhile', size: 10, modifiedAt: Date.now() + 60_000}
    }

    const {objects} = await replay(app, settings, input, ctx)

    assert.equal(objects, 3)
    assert.equal(seen().length, 4)
  })

  it('names the objects with events that were refused, and ends with 5', async () => {
    const {app, settings, ctx} = await prepared()
    ctx.streams.onPut = ({data}) => (data.toString() === 'three' ? {code: 'InternalFailure', message: 'no'} : undefined)

    const result = await replay(app, settings, input, ctx)

    assert.deepEqual([result.sent, result.failed, result.incomplete, result.exitCode], [3, 1, ['a/2'], 5])
  })

  it('says with which key it goes on where it ends early', async () => {
    const {app, settings, ctx, keep} = await prepared()
    keep("b/it's", 'last\n')
    ctx.streams.onPut = ({data}) => {
      if (data.toString() === 'last') throw new StackError('ACCESS_DENIED', 'not any more')
      return undefined
    }

    await assert.rejects(replay(app, settings, {...input, prefix: 'b/'}, ctx), {
      code: 'ACCESS_DENIED',
      message: "not any more; events sent before: 1, failed: 0; it ended in b/it's",
      suggestions: [`aws-stack sample:replay --prefix b/ --from 'b/it'\\''s'`],
    })
  })

  it('sends nothing when the answer is no', async () => {
    const {app, settings, ctx, seen} = await prepared()
    ctx.host.answer = false

    await assert.rejects(replay(app, settings, {...input, yes: false}, ctx), {code: 'DECLINED'})

    assert.deepEqual(seen(), [])
  })
})
