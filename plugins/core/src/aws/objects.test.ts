import assert from 'node:assert/strict'
import {text} from 'node:stream/consumers'

import {createObjects} from './objects.js'
import {type Answer, ScriptedAws, xml} from './scripted-aws.fixture.js'

const GET = 'GET /bucket/folder/key'

const part = (body: string, headers: Record<string, string> = {}): Answer => ({
  type: 'binary/octet-stream',
  body,
  headers: {etag: '"1"', ...headers},
})
const refusal = (status: number, Code: string, Message: string): Answer => ({
  status,
  body: `<Error>${xml({Code, Message})}</Error>`,
})

describe('S3', () => {
  let aws: ScriptedAws
  beforeEach(async () => void (aws = await ScriptedAws.start()))
  afterEach(() => aws.close())

  const read = () => createObjects(aws.access).read('bucket', 'folder/key')

  it('reads an object', async () => {
    aws.on(GET, part('hello'))

    assert.equal(await text(await read()), 'hello')
  })

  it('goes on at the same byte of the same version where the connection breaks', async () => {
    const broken = {...part('hel', {'content-length': '11'}), cut: true}
    const again = {...part('lo ', {'content-length': '8'}), status: 206, cut: true}
    aws.on(GET, broken, again, {...part('world'), status: 206})

    assert.equal(await text(await read()), 'hello world')

    assert.deepEqual(
      aws.calls.map(({headers}) => [headers['range'], headers['if-match']]),
      [
        [undefined, undefined],
        ['bytes=3-', '"1"'],
        ['bytes=6-', '"1"'],
      ],
    )
    assert.equal(aws.host.events.filter(({type}) => type === 'retried').length, 2)
  })

  it('does not sew two versions together', async () => {
    const changed = refusal(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold')
    aws.on(GET, {...part('hel', {'content-length': '11'}), cut: true}, changed)

    await assert.rejects(read().then(text), {code: 'AWS_REFUSED', message: /pre-conditions/})
  })

  it('gives up where nothing comes any more', async () => {
    aws.on(GET, {...part('', {'content-length': '11'}), cut: true})

    await assert.rejects(read().then(text), {code: 'AWS_UNREACHABLE'})

    assert.equal(aws.calls.length, 4)
  })

  it('names what is not there', async () => {
    aws.on(GET, refusal(404, 'NoSuchKey', 'The specified key does not exist.'))
    await assert.rejects(read(), {code: 'NOT_FOUND', message: 'there is no object s3://bucket/folder/key'})

    aws.on(GET, refusal(404, 'NoSuchBucket', 'The specified bucket does not exist'))
    await assert.rejects(read(), {code: 'NOT_FOUND', message: 'there is no bucket bucket'})
  })

  it('ends with the signal, in the middle of a body too', async () => {
    aws.on(GET, part('hel', {'content-length': '11'}))
    const body = await read()

    body.once('data', () => aws.controller.abort('SIGINT'))

    await assert.rejects(text(body), {code: 'CANCELLED'})
  })

  it('tells the size of an object, and that there is none', async () => {
    const size = () => createObjects(aws.access).size('bucket', 'folder/key')
    aws.on('HEAD /bucket/folder/key', {body: '', headers: {'content-length': '11'}})
    assert.equal(await size(), 11)

    aws.on('HEAD /bucket/folder/key', {status: 404, body: ''})
    await assert.rejects(size(), {code: 'NOT_FOUND', message: 'there is no object s3://bucket/folder/key'})
  })

  it('lists all pages, and keys as they are', async () => {
    const page = (keys: string[], more = {}) => ({
      body: `<ListBucketResult>${xml({EncodingType: 'url', ...more})}${keys.map((Key) => `<Contents>${xml({Key, Size: '3', LastModified: '2026-01-02T03:04:05.000Z'})}</Contents>`).join('')}</ListBucketResult>`,
    })
    aws.on('GET /bucket/', page(['a%2Fb+c'], {IsTruncated: 'true', NextContinuationToken: 'next'}), page(['d']))

    const listed = await all(createObjects(aws.access).list('bucket', 'a/'))

    assert.deepEqual(listed, [
      {key: 'a/b c', size: 3, modifiedAt: Date.parse('2026-01-02T03:04:05Z')},
      {key: 'd', size: 3, modifiedAt: Date.parse('2026-01-02T03:04:05Z')},
    ])
    assert.equal(aws.operations.length, 2)
  })

  it('lists versions and delete markers of all pages', async () => {
    const page = (inner: string, more = {}) => ({
      body: `<ListVersionsResult>${xml(more)}${inner}</ListVersionsResult>`,
    })
    aws.on(
      'GET /bucket/',
      page(
        `<Version>${xml({Key: 'a', VersionId: '1'})}</Version><DeleteMarker>${xml({Key: 'a', VersionId: '2'})}</DeleteMarker>`,
        {IsTruncated: 'true', NextKeyMarker: 'a', NextVersionIdMarker: '2'},
      ),
      page(`<Version>${xml({Key: 'b', VersionId: 'null'})}</Version>`, {IsTruncated: 'false'}),
    )

    const pages = await all(createObjects(aws.access).versions('bucket'))

    assert.deepEqual(pages, [
      [
        {key: 'a', versionId: '1'},
        {key: 'a', versionId: '2'},
      ],
      [{key: 'b', versionId: 'null'}],
    ])
  })

  it('says which object could not be deleted, and that there is no bucket', async () => {
    const remove = () => createObjects(aws.access).delete('bucket', [{key: 'a'}, {key: 'b', versionId: '1'}])
    const failed = (Key: string) => `<Error>${xml({Key, Code: 'AccessDenied', Message: 'Access Denied'})}</Error>`
    aws.on('POST /bucket/', {body: `<DeleteResult>${failed('a')}${failed('b')}</DeleteResult>`})
    await assert.rejects(remove(), {
      code: 'ACCESS_DENIED',
      message: 's3://bucket/a was not deleted, and 1 more: Access Denied',
    })

    aws.on('POST /bucket/', refusal(404, 'NoSuchBucket', 'The specified bucket does not exist'))
    await assert.rejects(remove(), {code: 'NOT_FOUND', message: 'there is no bucket bucket'})
  })

  it('knows where a bucket is, also in another region, and that there is none', async () => {
    const region = () => createObjects(aws.access).region('bucket')
    aws.on('HEAD /bucket/', {body: '', headers: {'x-amz-bucket-region': 'us-east-1'}})
    assert.equal(await region(), 'us-east-1')

    aws.on('HEAD /bucket/', {status: 404, body: ''})
    await assert.rejects(region(), {code: 'NOT_FOUND', message: 'there is no bucket bucket'})
  })

  describe('writes', () => {
    const PUT = 'PUT /bucket/folder/key'
    const POST = 'POST /bucket/folder/key'
    const DELETE = 'DELETE /bucket/folder/key'
    const created = {body: `<InitiateMultipartUploadResult>${xml({UploadId: 'u'})}</InitiateMultipartUploadResult>`}
    const completed = {body: '<CompleteMultipartUploadResult></CompleteMultipartUploadResult>'}
    const write = (body: AsyncIterable<Buffer>) => createObjects(aws.access).write('bucket', 'folder/key', body)

    it('little, or nothing at all, with one call', async () => {
      aws.on(PUT, part(''))

      await write(chunks(3))
      await write(chunks(0))

      assert.deepEqual(aws.operations, [PUT, PUT])
    })

    it('much in parts', async () => {
      aws.on(PUT, part('')).on(POST, created, completed)

      await write(chunks(20))

      assert.deepEqual(aws.operations, [POST, PUT, PUT, PUT, POST])
      assert.deepEqual(
        aws.calls.slice(1, 4).map(({headers}) => Number(headers['content-length']) / MIB),
        [8, 8, 4],
      )
    })

    it('nothing that looks whole where the source ends with an error, and leaves no parts to be paid for', async () => {
      aws.on(PUT, part('')).on(POST, created).on(DELETE, {status: 204, body: ''})

      await assert.rejects(write(chunks(20, new Error('cut'))), {message: 'cut'})

      assert.deepEqual(aws.operations, [POST, PUT, PUT, DELETE])
    })

    it('nothing at all where a short source ends with an error', async () => {
      await assert.rejects(write(chunks(3, new Error('cut'))), {message: 'cut'})

      assert.deepEqual(aws.operations, [])
    })
  })
})

const MIB = 1024 * 1024

async function* chunks(count: number, failure?: Error): AsyncGenerator<Buffer> {
  for (let made = 0; made < count; made += 1) yield Buffer.alloc(MIB)
  if (failure) throw failure
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = []
  for await (const item of items) collected.push(item)
  return collected
}
