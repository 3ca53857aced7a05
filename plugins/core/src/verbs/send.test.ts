import assert from 'node:assert/strict'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {Readable} from 'node:stream'
import {gzipSync} from 'node:zlib'

import {StackError} from '../errors.js'
import {sampleWithEvents} from '../testing/sample-events.fixture.js'
import {send, type SendInput} from './send.js'

const stdin = Readable.from([])

describe('send', () => {
  async function prepared() {
    const one = await sampleWithEvents()
    const file = async (name: string, data: string | Buffer) => {
      await writeFile(join(one.folder, name), data)
      return join(one.folder, name)
    }
    const through = (input: Omit<SendInput, 'stdin'>) => send(one.app, one.settings, {stdin, ...input}, one.ctx)
    return {...one, file, through}
  }

  it('sends each line of a file of lines through the first source, without empty ones', async () => {
    const {file, through, ctx} = await prepared()
    const name = await file('events.ndjson', '{"a":1}\r\n\n{"a":2}\n{"a":3}')

    const {source, kind, events, sent, bytes, exitCode} = await through({file: name})

    assert.deepEqual(
      {source, kind, events, sent, bytes, exitCode},
      {source: 'stream', kind: 'stream', events: 3, sent: 3, bytes: 21, exitCode: 0},
    )
    assert.deepEqual(ctx.streams.dataOf('sample-dev-raw').toSorted(), ['{"a":1}', '{"a":2}', '{"a":3}'])
    assert.equal(ctx.host.of('transfer.progress').at(-1)?.transfer.verb, 'send')
  })

  it('sends any other file as one event, decompressed, and lines of it where it is asked to', async () => {
    const {file, through, ctx} = await prepared()
    const name = await file('event.json.gz', gzipSync('{\n"a": 1}\n'))

    assert.equal((await through({file: name, source: 'queue'})).sent, 1)
    assert.equal((await through({file: name, source: 'topic', lines: true})).sent, 2)

    assert.deepEqual([...ctx.queues.messages.values()], [['{\n"a": 1}\n']])
    assert.deepEqual([...ctx.topics.messages.values()], [['{', '"a": 1}']])
  })

  it('sends standard input by lines', async () => {
    const {app, settings, ctx} = await prepared()

    const {sent} = await send(app, settings, {file: '-', stdin: Readable.from([Buffer.from('a\nb\nc')])}, ctx)

    assert.equal(sent, 3)
  })

  it('puts 500 records and 5 MiB into a batch at most', async () => {
    const {file, through, ctx} = await prepared()
    const large = 'x'.repeat(900 * 1024)
    const name = await file('many.log', [...Array(1001).keys(), ...Array<string>(7).fill(large)].join('\n'))

    const {sent} = await through({file: name})

    assert.equal(sent, 1008)
    const sizes = ctx.streams.batches.map(({records}) => records.length)
    assert.deepEqual(sizes, [500, 500, 6, 2])
    for (const {records} of ctx.streams.batches)
      assert.ok(records.reduce((sum, {data}) => sum + data.length, 0) <= 5 * 1024 * 1024)
  })

  it('puts a file into a bucket as one object of a new key, and a line into one each where it is asked to', async () => {
    const {file, through, ctx} = await prepared()
    const name = await file('conn.log.gz', gzipSync('one\ntwo\n'))

    await through({file: name, source: 'inbox'})
    await through({file: name, source: 'inbox'})
    await through({file: name, source: 'inbox', lines: true})

    const whole = [...ctx.objects.objects].filter(([key]) => key.endsWith('conn.log'))
    assert.equal(whole.length, 2)
    for (const [key, data] of whole) {
      assert.match(key, /^sample-dev-inbox\/in\/\d{4}\/\d\d\/\d\d\/[\da-f-]{36}-conn\.log$/)
      assert.equal(data.toString(), 'one\ntwo\n')
    }
    assert.equal(ctx.objects.objects.size, 4)
  })

  it('posts to a gateway as it wants to know its callers', async () => {
    const {file, through, ctx} = await prepared()
    const name = await file('event.json', '{}')

    await through({file: name, source: 'signed'})
    await through({file: name, source: 'keyed'})

    assert.deepEqual(
      ctx.gateways.posts.map(({url, access, body}) => [new URL(url).pathname, access, body.toString()]),
      [
        ['/dev', {by: 'iam'}, '{}'],
        ['/dev', {by: 'key', key: 'the key itself'}, '{}'],
      ],
    )
  })

  it('asks a function without waiting for its answer', async () => {
    const {file, through, ctx} = await prepared()
    const name = await file('event.json', '{}')

    await through({file: name, source: 'direct'})

    assert.deepEqual(
      ctx.functions.invocations.map(({name, payload, asynchronous}) => [name, payload, asynchronous]),
      [['sample-dev-processor', '{}', true]],
    )
  })

  it('counts what is refused, says which and why, and ends with 5', async () => {
    const {file, through, ctx} = await prepared()
    ctx.streams.onPut = ({data}) =>
      data.toString() === 'b' ? {code: 'KMSAccessDeniedException', message: 'no key'} : undefined
    const name = await file('events.log', `a\nb\n${'x'.repeat(1024 * 1024)}\nc\n`)

    const {events, sent, failed, failures, exitCode} = await through({file: name})

    assert.deepEqual({events, sent, failed, exitCode}, {events: 4, sent: 2, failed: 2, exitCode: 5})
    assert.deepEqual(
      failures.map(({event, code}) => [event, code]),
      [
        [2, 'KMSAccessDeniedException'],
        [3, 'TOO_LARGE'],
      ],
    )
  })

  it('refuses for a queue what is no text, and sends the rest', async () => {
    const {file, through, ctx} = await prepared()
    const name = await file(
      'events.log',
      Buffer.concat([Buffer.from('a\n'), Buffer.of(0xff, 0xfe), Buffer.from('\nb\n')]),
    )

    const {sent, failures} = await through({file: name, source: 'queue'})

    assert.equal(sent, 2)
    assert.deepEqual(
      failures.map(({event, code}) => [event, code]),
      [[2, 'NOT_TEXT']],
    )
    assert.deepEqual([...ctx.queues.messages.values()], [['a', 'b']])
  })

  it('goes on after an event that a gateway refuses, and ends where it lets nobody in', async () => {
    const {file, through, ctx} = await prepared()
    const name = await file('events.log', 'a\nb\n')
    ctx.gateways.onPost = async ({body}) => {
      if (body.toString() === 'a') throw new StackError('AWS_REFUSED', 'bad request', {details: {awsCode: 'HTTP400'}})
    }
    const {sent, failures} = await through({file: name, source: 'signed'})
    ctx.gateways.onPost = async () => {
      throw new StackError('ACCESS_DENIED', 'forbidden')
    }

    await assert.rejects(through({file: name, source: 'signed'}), {
      code: 'ACCESS_DENIED',
      message: 'forbidden; events sent before: 0, failed: 0',
    })
    assert.equal(sent, 1)
    assert.deepEqual(failures, [{event: 1, code: 'HTTP400', message: 'bad request'}])
  })

  it('sends no faster than it is told to', async () => {
    const {file, through, ctx} = await prepared()
    const name = await file('events.log', 'a\nb\nc\n')

    await through({file: name, rate: 2})

    assert.deepEqual(
      ctx.streams.batches.map(({records}) => records.length),
      [2, 1],
    )
  })

  it('says which sources there are, and sends nothing of a file that is not there', async () => {
    const {file, through, ctx} = await prepared()
    const name = await file('event.json', '{}')

    await assert.rejects(through({file: name, source: 'nope'}), {
      code: 'USAGE',
      message: /no source nope: it has stream, inbox/,
    })
    await assert.rejects(through({file: 'missing.json'}), {code: 'SOURCE_NOT_READABLE'})

    assert.equal(ctx.streams.batches.length, 0)
  })

  it('says what is not deployed', async () => {
    const {file, through, ctx} = await prepared()
    const name = await file('event.json', '{}')
    ctx.cloudFormation.stacks.clear()

    await assert.rejects(through({file: name}), {code: 'NOT_DEPLOYED'})
  })
})
