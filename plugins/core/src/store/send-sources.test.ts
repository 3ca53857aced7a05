import assert from 'node:assert/strict'
import {mkdtemp, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {PassThrough, Readable} from 'node:stream'
import zlib from 'node:zlib'

import {StackError} from '../errors.js'
import {FakeObjects} from '../testing/fake-objects.js'
import {RecordingHost} from '../testing/recording-host.js'
import {findSources} from './find-sources.js'
import type {RunProgram} from './run-in-server.js'
import {fakePrograms, store} from './sample-store.fixture.js'
import {sendSources} from './send-sources.js'

describe('an import', () => {
  let folder: string
  let ctx: {host: RecordingHost; objects: FakeObjects; signal: AbortSignal}
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'import-'))
    ctx = {host: new RecordingHost(), objects: new FakeObjects(), signal: new AbortController().signal}
  })

  const file = async (name: string, data: string | Buffer) => {
    await writeFile(join(folder, name), data)
    return join(folder, name)
  }
  const find = (names: string[], more: {format?: string; stdin?: Readable} = {}) =>
    findSources({names, stdin: Readable.from([]), ...more}, store, ctx)
  const send = async (
    names: string[],
    run: RunProgram,
    more: {format?: string; stdin?: Readable; type?: string} = {},
  ) => sendSources({title: 'Sample', sources: await find(names, more), type: more.type, store, run}, ctx)

  it('sends files of one format as one, each line whole', async () => {
    const {run, ran} = fakePrograms()
    const names = [await file('a.json', '{"a":1}\n{"a":2}'), await file('b.json', '{"b":1}\n')]

    const {sources} = await send(names, run)

    assert.deepEqual(ran, [{words: ['store', 'import', 'json'], stdin: '{"a":1}\n{"a":2}\n{"b":1}\n'}])
    assert.deepEqual(
      sources.map(({bytes, sentBytes}) => [bytes, sentBytes]),
      [
        [15, 15],
        [8, 8],
      ],
    )
  })

  it('sends files that cannot be joined one by one, and those of another format too', async () => {
    const {run, ran} = fakePrograms()
    const names = [await file('a.pcap', 'A'), await file('b.pcap', 'B'), await file('c.json', '{}\n')]

    await send(names, run, {type: 'x'})

    assert.deepEqual(ran, [
      {words: ['store', 'import', 'pcap', 'x'], stdin: 'A'},
      {words: ['store', 'import', 'pcap', 'x'], stdin: 'B'},
      {words: ['store', 'import', 'json', 'x'], stdin: '{}\n'},
    ])
  })

  it('decompresses on the way', async () => {
    const {run, ran} = fakePrograms()
    const text = '{"a":1}\n'.repeat(1000)
    const names = [
      await file('a.json.gz', Buffer.concat([zlib.gzipSync(text), zlib.gzipSync(text)])),
      await file('b.json.zst', zlib.zstdCompressSync(text)),
    ]

    const {sources} = await send(names, run)

    assert.equal(ran[0]?.stdin, text.repeat(3))
    assert.equal(sources[0]?.sentBytes, 2 * text.length)
    assert.ok(sources[0].bytes < 200)
  })

  it('sends nothing where this Node cannot decompress one of them', async () => {
    const {run, ran} = fakePrograms()
    const names = [await file('a.json', '{}'), await file('b.json.zst', 'x')]
    const known = Object.getOwnPropertyDescriptor(zlib, 'createZstdDecompress')
    Reflect.deleteProperty(zlib, 'createZstdDecompress')
    try {
      await assert.rejects(send(names, run), {code: 'SOURCE_NOT_READABLE', message: /b\.json\.zst .* knows no zstd/})
    } finally {
      if (known) Object.defineProperty(zlib, 'createZstdDecompress', known)
    }
    assert.deepEqual(ran, [])
  })

  it('takes standard input and objects', async () => {
    const {run, ran} = fakePrograms()
    ctx.objects.objects.set('bucket/a/b.json', Buffer.from('{"o":1}'))

    await send(['-', 's3://bucket/a/b.json'], run, {format: 'json', stdin: Readable.from([Buffer.from('{"i":1}')])})

    assert.equal(ran[0]?.stdin, '{"i":1}\n{"o":1}')
  })

  it('tells how far it is, of all it knows the size of', async () => {
    const {run} = fakePrograms()

    await send([await file('a.json', 'x'.repeat(100)), await file('b.json', 'x'.repeat(200))], run)

    const told = ctx.host.of('transfer.progress').map(({transfer}) => transfer)
    assert.deepEqual([told[0]?.bytes, told[0]?.total], [0, 300])
    assert.deepEqual([told.at(-1)?.bytes, told.at(-1)?.done], [300, true])
  })

  it('says everything that is wrong before anything is sent', async () => {
    const names = [await file('a.json', ''), join(folder, 'gone.json'), folder + '/', 's3://bucket/none']

    await assert.rejects(find(names, {format: 'json'}), (error: StackError) => {
      assert.equal(error.code, 'SOURCE_NOT_READABLE')
      assert.match(
        error.message,
        /there is no .*gone\.json; .* it is a folder; there is no object s3:\/\/bucket\/none$/,
      )
      return true
    })
  })

  it('lets a failure through that is none of a source', async () => {
    ctx.objects.failure = new StackError('ACCESS_DENIED', 'no')

    await assert.rejects(find(['s3://bucket/a.json']), {code: 'ACCESS_DENIED'})
  })

  it('wants to know the format', async () => {
    await assert.rejects(find([await file('a.bin', ''), '-']), {
      code: 'USAGE',
      message: /format of .*a\.bin, standard input/,
    })
    await assert.rejects(find(['s3://bucket'], {format: 'json'}), {code: 'USAGE', message: /names no object/})
    await assert.rejects(find(['-', '-'], {format: 'json'}), {code: 'USAGE'})
  })

  it('ends with the first that is refused', async () => {
    const codes = [0, 3]
    const run: RunProgram = async (input) => {
      await fakePrograms().run(input)
      return codes.shift() ?? 0
    }
    const names = [await file('a.pcap', 'A'), await file('b.pcap', 'B'), await file('c.pcap', 'C')]

    const {exitCode, sources} = await send(names, run)

    assert.deepEqual([exitCode, sources.map(({name}) => name)], [3, names.slice(0, 1)])
  })

  it('that is cut says what was sent and what is in', async () => {
    let runs = 0
    const run: RunProgram = async (input) => {
      runs += 1
      if (runs === 1) return fakePrograms().run(input)
      for await (const chunk of input.stdin!) if ((chunk as Buffer).length > 0) break
      throw new StackError('SESSION_LOST', 'the session was lost: cut', {suggestions: ['again']})
    }
    const names = [await file('a.pcap', 'A'), await file('b.pcap', 'B'.repeat(300_000))]

    await assert.rejects(send(names, run), (error: StackError) => {
      assert.deepEqual([error.code, error.suggestions], ['SESSION_LOST', ['again']])
      assert.match(
        error.message,
        /^the session was lost: cut; \d+ bytes of .*b\.pcap were sent, of which Sample may have taken a part$/,
      )
      const {taken, sentBytes} = error.details as {taken: string[]; sentBytes: number}
      assert.deepEqual(taken, names.slice(0, 1))
      assert.ok(sentBytes < 300_000)
      return true
    })
    assert.equal(
      ctx.host.of('transfer.progress').some(({transfer}) => transfer.done),
      false,
    )
  })

  it('leaves a standard input that says nothing: when it is cancelled, and when the program has ended', async () => {
    const controller = new AbortController()
    ctx.signal = controller.signal
    const [quiet, silent] = [new PassThrough(), new PassThrough()]
    const read = (stream: PassThrough) =>
      new Promise((resolve) => stream.once('newListener', () => setImmediate(resolve)))
    const refuses: RunProgram = async ({stdin}) => {
      stdin?.resume()
      await read(quiet)
      return 3
    }

    assert.equal((await send(['-'], refuses, {format: 'json', stdin: quiet})).exitCode, 3)

    const run = send(['-'], fakePrograms().run, {format: 'json', stdin: silent})
    void read(silent).then(() => controller.abort('SIGINT'))
    await assert.rejects(run, {code: 'CANCELLED'})
    assert.deepEqual([quiet.destroyed, silent.destroyed], [true, true])
  })

  it('that the program ends before it has read everything is no success', async () => {
    const run: RunProgram = async ({stdin}) => {
      stdin?.destroy()
      return 0
    }

    await assert.rejects(send([await file('a.json', 'x'.repeat(300_000))], run), {code: 'IMPORT_INCOMPLETE'})
  })

  it('names the source that breaks in the middle', async () => {
    const broken = zlib.gzipSync('x'.repeat(100_000)).subarray(0, 50)

    await assert.rejects(send([await file('a.json.gz', broken)], fakePrograms().run), {
      code: 'SOURCE_NOT_READABLE',
      message: /a\.json\.gz cannot be read: unexpected end of file; .* may have taken a part/,
    })
  })
})
