import assert from 'node:assert/strict'
import {mkdtemp, readdir, readFile, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {PassThrough, Readable} from 'node:stream'
import {text} from 'node:stream/consumers'

import {StackError} from '../errors.js'
import {sampleWithOptionalParts} from '../testing/optional-part.fixture.js'
import {bucketName} from './bucket-name.js'
import {deleteObjects} from './delete-objects.js'
import {deploy} from './deploy.js'
import {downloadObject} from './download-object.js'
import {listBucket} from './list-bucket.js'
import {uploadObject} from './upload-object.js'

const NAME = 'the-bucket'

async function deployed(objects: Record<string, string> = {}) {
  const {app, naming, ctx, controller} = await sampleWithOptionalParts()
  ctx.cloudFormation.outputs.set('sample-dev-bucket.Bucket', NAME)
  await deploy(app, naming('bucket'), {yes: true, force: false}, ctx)
  for (const [key, body] of Object.entries(objects)) ctx.objects.objects.set(`${NAME}/${key}`, Buffer.from(body))
  ctx.host.events.length = 0
  const folder = await mkdtemp(join(tmpdir(), 'bucket-'))
  const keys = () => [...ctx.objects.objects.keys()].map((address) => address.slice(NAME.length + 1)).toSorted()
  return {app, settings: naming(), ctx, controller, folder, keys}
}

const stdin = () => Readable.from([Buffer.from('from a pipe')], {objectMode: false})

describe("the app's bucket", () => {
  it('that is not deployed says which setting names it', async () => {
    const {app, naming, ctx} = await sampleWithOptionalParts()

    await assert.rejects(bucketName(app, naming(), ctx), {
      code: 'NOT_DEPLOYED',
      message:
        'bucket of sample is not deployed as stage dev in eu-west-1: name it in extras in aws-stack.yaml, or SAMPLE_EXTRAS, and deploy',
    })
  })

  it('is listed below a prefix', async () => {
    const {app, settings, ctx} = await deployed({'a/1': 'x', 'a/2': 'yy', b: 'z'})

    const {bucket, objects} = await listBucket(app, settings, {prefix: 'a/'}, ctx)

    const rows: string[] = []
    for await (const {key, size} of objects) rows.push(`${key} ${size}`)
    assert.equal(bucket, NAME)
    assert.deepEqual(rows, ['a/1 1', 'a/2 2'])
  })

  describe('takes', () => {
    it('a file under its own name, under another, or below a folder, and tells how far it is', async () => {
      const {app, settings, ctx, folder, keys} = await deployed()
      const file = join(folder, 'events.json')
      await writeFile(file, '{}')

      const result = await uploadObject(app, settings, {file, stdin: stdin()}, ctx)
      await uploadObject(app, settings, {file, key: 'other', stdin: stdin()}, ctx)
      await uploadObject(app, settings, {file, key: 'logs/', stdin: stdin()}, ctx)

      assert.deepEqual(keys(), ['events.json', 'logs/events.json', 'other'])
      assert.equal(result.bytes, 2)
      const told = ctx.host.events.find((event) => event.type === 'transfer.progress' && event.transfer.done)
      assert.ok(told?.type === 'transfer.progress')
      assert.deepEqual([told.transfer.verb, told.transfer.bytes, told.transfer.total], ['upload', 2, 2])
    })

    it('what comes through a pipe, which needs a key', async () => {
      const {app, settings, ctx, keys} = await deployed()

      await uploadObject(app, settings, {file: '-', key: 'piped', stdin: stdin()}, ctx)

      assert.deepEqual(keys(), ['piped'])
      await assert.rejects(uploadObject(app, settings, {file: '-', stdin: stdin()}, ctx), {code: 'USAGE'})
    })

    it('nothing of a pipe that says no more when it is cancelled', async () => {
      const {app, settings, ctx, keys, controller} = await deployed()
      const quiet = new PassThrough()
      quiet.write('the beginning')
      ctx.objects.write = async (_bucket, _key, body) => {
        for await (const chunk of body) if (chunk.length > 0) setImmediate(() => controller.abort('timeout'))
      }

      const run = uploadObject(app, settings, {file: '-', key: 'piped', stdin: quiet}, ctx)

      await assert.rejects(run, {code: 'TIMED_OUT'})
      assert.deepEqual([quiet.destroyed, keys()], [true, []])
    })

    it('nothing that is no file', async () => {
      const {app, settings, ctx, folder, keys} = await deployed()

      for (const file of [folder, join(folder, 'missing')]) {
        await assert.rejects(uploadObject(app, settings, {file, stdin: stdin()}, ctx), {code: 'SOURCE_NOT_READABLE'})
      }
      assert.deepEqual(keys(), [])
    })
  })

  describe('gives', () => {
    it('an object as a file, into a folder, and to a stream', async () => {
      const {app, settings, ctx, folder} = await deployed({'a/events.json': '{}'})
      const stdout = new PassThrough()
      const get = (file: string) => downloadObject(app, settings, {key: 'a/events.json', file, stdout}, ctx)

      await get(join(folder, 'other.json'))
      const {file} = await get(folder)
      await get('-')

      assert.equal(file, join(folder, 'events.json'))
      assert.equal(await readFile(file, 'utf8'), '{}')
      assert.equal(await readFile(join(folder, 'other.json'), 'utf8'), '{}')
      assert.equal(await text(stdout.end()), '{}')
    })

    it('no file that looks whole where the object breaks off, and keeps the one that was there', async () => {
      const {app, settings, ctx, folder} = await deployed({key: 'new'})
      const file = join(folder, 'file')
      await writeFile(file, 'old')
      ctx.objects.read = async () => Readable.from(broken(), {objectMode: false})

      const run = downloadObject(app, settings, {key: 'key', file, stdout: new PassThrough()}, ctx)

      await assert.rejects(run, {code: 'AWS_UNREACHABLE'})
      assert.deepEqual(await readdir(folder), ['file'])
      assert.equal(await readFile(file, 'utf8'), 'old')
    })

    it('no more when it is cancelled, though nobody takes it or nothing comes', async () => {
      const cancelling = async (body: Readable, name = '-') => {
        const {app, settings, ctx, folder, controller} = await deployed()
        const stdout = new PassThrough()
        Object.assign(ctx.objects, {size: async () => 1, read: async () => body})
        body.once('resume', () => setImmediate(() => controller.abort('SIGINT')))

        const file = name === '-' ? name : join(folder, name)
        const run = downloadObject(app, settings, {key: 'key', file, stdout}, ctx)

        await assert.rejects(run, {code: 'CANCELLED', details: {signal: 'SIGINT'}})
        assert.deepEqual([stdout.destroyed, await readdir(folder)], [false, []])
      }

      await cancelling(Readable.from(Array(10).fill(Buffer.alloc(100_000)), {objectMode: false}))
      await cancelling(new PassThrough(), 'file')
    })

    it('nothing where there is no such object', async () => {
      const {app, settings, ctx, folder} = await deployed()

      const run = downloadObject(app, settings, {key: 'no', file: join(folder, 'no'), stdout: new PassThrough()}, ctx)

      await assert.rejects(run, {code: 'NOT_FOUND'})
      assert.deepEqual(await readdir(folder), [])
    })
  })

  describe('loses', () => {
    it('the objects that are named, after the question', async () => {
      const {app, settings, ctx, keys} = await deployed({a: '1', b: '22', c: '333'})

      const result = await deleteObjects(app, settings, {keys: ['a', 'b'], yes: false}, ctx)

      const question = ctx.host.questions.at(-1)
      assert.ok(question?.type === 'bucket:delete')
      assert.deepEqual([question.objects, question.bytes, question.keys], [2, 3, ['a', 'b']])
      assert.equal(result.deleted, 2)
      assert.deepEqual(keys(), ['c'])
    })

    it('nothing when the answer is no, or when nobody can be asked', async () => {
      const {app, settings, ctx, keys} = await deployed({a: '1', "it's": '2'})
      ctx.host.answer = false
      await assert.rejects(deleteObjects(app, settings, {keys: ['a'], yes: false}, ctx), {code: 'DECLINED'})

      ctx.host.answer = 'no-terminal'
      await assert.rejects(deleteObjects(app, settings, {keys: ["it's"], yes: false}, ctx), {
        code: 'NO_TERMINAL',
        suggestions: [`aws-stack sample:bucket:delete 'it'\\''s' --yes`],
      })

      assert.deepEqual(keys(), ['a', "it's"])
    })

    it('nothing where one of them is not there', async () => {
      const {app, settings, ctx, keys} = await deployed({a: '1'})

      await assert.rejects(deleteObjects(app, settings, {keys: ['a', 'b'], yes: true}, ctx), {code: 'NOT_FOUND'})

      assert.deepEqual(keys(), ['a'])
    })

    it('all below a prefix, however many, and nothing the second time', async () => {
      const many = Object.fromEntries(Array.from({length: 2100}, (_, index) => [`tmp/${index}`, 'x']))
      const {app, settings, ctx, keys} = await deployed({...many, tmpfile: 'x'})

      const result = await deleteObjects(app, settings, {keys: [], prefix: 'tmp/', yes: true}, ctx)
      const again = await deleteObjects(app, settings, {keys: [], prefix: 'tmp/', yes: false}, ctx)

      assert.equal(result.deleted, 2100)
      assert.deepEqual([again.changed, again.deleted], [false, 0])
      assert.deepEqual(keys(), ['tmpfile'])
    })
  })
})

async function* broken(): AsyncGenerator<Buffer> {
  yield Buffer.from('ne')
  await Promise.resolve()
  throw new StackError('AWS_UNREACHABLE', 'gone')
}
