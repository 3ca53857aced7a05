import assert from 'node:assert/strict'
import {createHash} from 'node:crypto'
import {once} from 'node:events'
import {mkdtemp, readdir, writeFile} from 'node:fs/promises'
import {createServer, type RequestListener} from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import type {Context} from '../context.js'
import {createDownloads} from '../downloads/create-downloads.js'
import {StackError} from '../errors.js'
import {errorOf} from '../testing/error-of.fixture.js'
import type {FakeDownloads} from '../testing/fake-downloads.js'
import type {FakeFunctions} from '../testing/fake-functions.js'
import {sample} from '../testing/sample-app.fixture.js'
import {appConfigExtension} from './app-config-extension.js'
import {fetchLayer} from './fetch-layer.js'
import {resolveLayer} from './resolve-layer.js'

const ARN = 'arn:aws:lambda:eu-west-1:434848589818:layer:AWS-AppConfig-Extension:303'
const CHOICE = {arn: ARN, folder: 'layers', setting: 'extensionLayer'}
const URL_OF_ZIP = 'https://layers.example/zip'
/** `extensions/agent` with `agent`, mode 755. */
const ZIP = zipOf('extensions/agent', Buffer.from('agent'), 0x268b9c9d)
const IDENTITY = sha256(ZIP)

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64')
}

/** One entry, not packed. */
function zipOf(name: string, content: Buffer, crc: number): Buffer {
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt32LE(crc, 16)
  entry.writeUInt32LE(content.length, 20)
  entry.writeUInt32LE(content.length, 24)
  entry.writeUInt16LE(name.length, 28)
  entry.writeUInt32LE((0o100755 << 16) >>> 0, 38)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(30 + name.length + content.length, 16)
  return Buffer.concat([local, Buffer.from(name), content, entry, Buffer.from(name), end])
}

async function context(): Promise<Context & {functions: FakeFunctions; downloads: FakeDownloads}> {
  const {ctx} = await sample()
  ctx.functions.layers.set(ARN, {codeSha256: IDENTITY, size: ZIP.length, url: URL_OF_ZIP})
  ctx.downloads.files.set(URL_OF_ZIP, ZIP)
  return ctx
}

/** A server whose nth request meets the nth listener; the last one stays. */
async function serving(listeners: RequestListener[], work: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((request, response) => {
    const listener = listeners.length > 1 ? listeners.shift() : listeners[0]
    listener?.(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/layer.zip?X-Amz-Signature=secret`)
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

const whole: RequestListener = (_request, response) => void response.end(ZIP)
const corrupt: RequestListener = (_request, response) => void response.end(Buffer.alloc(ZIP.length))
const refused: RequestListener = (_request, response) => void response.writeHead(403).end('<Error/>')
const large: RequestListener = (_request, response) => void response.end(Buffer.alloc(ZIP.length + 1))
const cut: RequestListener = (_request, response) => {
  response.writeHead(200, {'content-length': ZIP.length})
  response.write(ZIP.subarray(0, 20), () => response.destroy())
}

describe('a layer of an image', () => {
  it('is known by its hash without a download', async () => {
    const ctx = await context()

    const layer = await resolveLayer(CHOICE, ctx)

    assert.deepEqual(layer, {arn: ARN, path: 'layers', identity: IDENTITY})
    assert.deepEqual(ctx.downloads.fetched, [])
  })

  it('gives its files, and is downloaded once', async () => {
    const ctx = await context()
    const layer = await resolveLayer(CHOICE, ctx)

    const first = await fetchLayer(layer, ctx)
    const second = await fetchLayer(layer, ctx)

    assert.deepEqual(first.files, [{path: 'extensions/agent', mode: 0o755, bytes: Buffer.from('agent')}])
    assert.deepEqual(second, first)
    assert.deepEqual(ctx.downloads.fetched, [URL_OF_ZIP])
  })

  it('is built with from the cache where AWS cannot be reached, and that is said', async () => {
    const ctx = await context()
    const layer = await resolveLayer(CHOICE, ctx)
    await fetchLayer(layer, ctx)
    ctx.functions.failure = new StackError('AWS_UNREACHABLE', 'no way to Lambda', {blame: 'aws'})
    ctx.downloads.files.clear()

    const offline = await resolveLayer(CHOICE, ctx)
    const {files} = await fetchLayer(offline, ctx)

    assert.deepEqual(offline, layer)
    assert.equal(files?.length, 1)
    const {events} = ctx.host as unknown as {events: {type: string; code?: string}[]}
    assert.deepEqual(
      events.filter(({type}) => type === 'warning').map(({code}) => code),
      ['LAYER_AS_KNOWN'],
    )
  })

  it('that is not there is told with the setting that can name another', async () => {
    const ctx = await context()
    ctx.functions.layers.clear()

    const error = await errorOf(resolveLayer(CHOICE, ctx))

    assert.equal(error.code, 'LAYER_NOT_FOUND')
    assert.match(error.message, /AWS-AppConfig-Extension:303.*setting extensionLayer/)
    assert.deepEqual(error.suggestions, [`aws lambda get-layer-version-by-arn --arn ${ARN}`])
  })

  it('that is denied stays a denial, with the layer and the setting', async () => {
    const ctx = await context()
    ctx.functions.failure = new StackError('ACCESS_DENIED', 'no permission for lambda:GetLayerVersion')

    const error = await errorOf(resolveLayer(CHOICE, ctx))

    assert.equal(error.code, 'ACCESS_DENIED')
    assert.match(error.message, /lambda:GetLayerVersion; .*AWS-AppConfig-Extension:303.*extensionLayer/)
    assert.equal(error.suggestions[0], `aws lambda get-layer-version-by-arn --arn ${ARN}`)
  })

  it('whose kept file was damaged is downloaded again', async () => {
    const ctx = await context()
    const layer = await resolveLayer(CHOICE, ctx)
    await fetchLayer(layer, ctx)
    for (const [name, file] of ctx.downloads.cache) if (name.endsWith('.zip')) file.fill(0)

    const {files} = await fetchLayer(layer, ctx)

    assert.equal(files?.[0]?.bytes.toString(), 'agent')
    assert.equal(ctx.downloads.fetched.length, 2)
  })
})

describe('the download of a layer', () => {
  /** The port itself, with a server for AWS. */
  async function from(listeners: RequestListener[], work: (ctx: Context, cache: string) => Promise<void>) {
    const cache = await mkdtemp(join(tmpdir(), 'cache-'))
    await serving(listeners, async (url) => {
      const fake = await context()
      fake.functions.layers.set(ARN, {codeSha256: IDENTITY, size: ZIP.length, url})
      await work({...fake, downloads: createDownloads(cache)}, cache)
    })
  }

  for (const [what, broken] of Object.entries({cut, corrupt, refused, large})) {
    it(`is tried again where it is ${what}`, async () => {
      await from([broken, whole], async (ctx) => {
        const {files} = await fetchLayer(await resolveLayer(CHOICE, ctx), ctx)

        assert.equal(files?.[0]?.bytes.toString(), 'agent')
      })
    })

    it(`keeps nothing, and says why without the signature, where it is always ${what}`, async () => {
      await from([broken], async (ctx, cache) => {
        const error = await errorOf(resolveLayer(CHOICE, ctx).then((layer) => fetchLayer(layer, ctx)))

        const kept = await readdir(join(cache, 'layers'))
        assert.equal(error.code, 'LAYER_NOT_READABLE')
        assert.match(error.message, /terminated|another hash|answers 403|larger than|aborted|closed/)
        assert.doesNotMatch(error.message, /secret/)
        assert.deepEqual(
          kept.filter((name) => !name.endsWith('.arn')),
          [],
        )
      })
    })
  }

  it('does without a cache that cannot be written', async () => {
    await from([whole], async (ctx, cache) => {
      const file = join(cache, 'file')
      await writeFile(file, '')

      const downloads = createDownloads(file)
      const {files} = await fetchLayer(await resolveLayer(CHOICE, ctx), {...ctx, downloads})

      assert.equal(files?.length, 1)
      assert.equal(await downloads.kept('layers/x.zip'), undefined)
    })
  })
})

describe('the AppConfig extension', () => {
  it('has an ARN by region and architecture', () => {
    assert.equal(appConfigExtension('eu-west-1', 'x86_64'), ARN)
    assert.equal(
      appConfigExtension('cn-north-1', 'arm64'),
      'arn:aws-cn:lambda:cn-north-1:615057806174:layer:AWS-AppConfig-Extension-Arm64:165',
    )
    assert.equal(
      appConfigExtension('us-gov-west-1', 'x86_64'),
      'arn:aws-us-gov:lambda:us-gov-west-1:946746059096:layer:AWS-AppConfig-Extension:220',
    )
    assert.equal(appConfigExtension('xx-none-1', 'arm64'), undefined)
  })
})
