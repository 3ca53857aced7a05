import assert from 'node:assert/strict'
import {type ChildProcess, spawn, spawnSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {createServer, type Server} from 'node:http'
import {type AddressInfo, createServer as createSocket} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {createRegistry} from './create-registry.js'
import {openLayerStore} from './store/layer-store.js'
import {MANIFEST_TYPES} from './store/manifest.js'
import {createRepositories} from './store/repositories.js'
import {createTokens} from './tokens.js'

/** What a client can see of one answer, without what differs from run to run. */
interface Exchange {
  readonly request: string
  readonly status: number
  readonly headers: Record<string, string>
  readonly errors?: {code: string; message: string; hasDetail: boolean}[]
  readonly body?: string
}

type Send = (
  method: string,
  path: string,
  sent?: {headers?: Record<string, string>; body?: string},
) => Promise<Response>

const {docker, oci, dockerList, ociIndex} = MANIFEST_TYPES
const BYTES = {'content-type': 'application/octet-stream'}
const COMPARED = [
  'accept-ranges',
  'allow',
  'cache-control',
  'content-length',
  'content-range',
  'content-type',
  'docker-content-digest',
  'docker-distribution-api-version',
  'docker-upload-uuid',
  'etag',
  'location',
  'range',
  'www-authenticate',
]

describe('the registry', () => {
  it('answers one script of requests as Docker’s own registry does', async function () {
    if (spawnSync('docker-registry', ['--version']).error) {
      if (process.env['CI']) throw new Error('docker-registry is not on PATH: apt-get install docker-registry')
      console.warn('skipped: docker-registry is not on PATH (apt-get install docker-registry)')
      this.skip()
    }
    const folder = await mkdtemp(join(tmpdir(), 'aws-stack-wire-'))
    const theirs = await startDistribution(folder)
    const ours = await startOurs(folder)

    try {
      const expected = await record(theirs)
      const actual = await record(ours)

      assert.ok(expected.length > 60, `the script has ${expected.length} requests`)
      for (const [index, exchange] of expected.entries()) assert.deepEqual(actual[index], exchange)
      assert.equal(actual.length, expected.length)
    } finally {
      theirs.stop()
      ours.stop()
      await rm(folder, {recursive: true, force: true})
    }
  })
})

async function script(send: Send): Promise<void> {
  await send('GET', '/v2/')
  await send('GET', '/v2/', {headers: {authorization: 'none'}})
  await send('GET', '/v2/', {headers: {authorization: basic('AWS', 'wrong')}})
  await send('GET', '/v2/', {headers: {authorization: basic('root', 'wrong')}})
  await send('GET', '/v2/nothing')
  for (const method of ['GET', 'HEAD', 'PUT', 'DELETE'])
    await send(method, '/v2/team/app/manifests/one', {headers: {authorization: basic('AWS', 'wrong')}})
  await send('POST', '/v2/team/app/blobs/uploads/', {headers: {authorization: 'none'}})
  await uploads(send)
  await blobs(send)
  await manifests(send)
  await lists(send)
  await removals(send)
}

async function uploads(send: Send): Promise<void> {
  let at = upload(await send('POST', '/v2/team/app/blobs/uploads/'))
  await send('GET', at)
  at = upload(await send('PATCH', at, {headers: {...BYTES, 'content-range': '0-2'}, body: 'con'}))
  await send('GET', at)
  at = upload(await send('PATCH', at, {headers: {...BYTES, 'content-range': '3-5'}, body: 'fig'}))
  await send('PATCH', at, {headers: {'content-type': 'text/plain'}, body: 'x'})
  await send('PUT', at)
  await send('PUT', `${at}&digest=nonsense`)
  await send('PUT', `${at}&digest=${digest('other')}`)
  await send('GET', at)
  await send('PUT', `${at}&digest=${digest('config')}`)
  await send('PUT', `${at}&digest=${digest('config')}`)

  at = upload(await send('POST', '/v2/team/app/blobs/uploads/'))
  await send('PUT', `${at}&digest=${digest('layer')}`, {headers: BYTES, body: 'layer'})
  at = upload(
    await send('POST', `/v2/team/app/blobs/uploads/?digest=${digest('layer')}`, {headers: BYTES, body: 'layer'}),
  )
  await send('DELETE', at)
  for (const method of ['GET', 'DELETE', 'PATCH']) await send(method, at, {headers: BYTES})
  await send('PUT', `${at}&digest=${digest('')}`)

  await send('POST', `/v2/team/other/blobs/uploads/?mount=${digest('layer')}&from=team/app`)
  await send('HEAD', `/v2/team/other/blobs/${digest('layer')}`)
  await send('POST', `/v2/team/other/blobs/uploads/?mount=${digest('absent')}&from=team/app`)
  await send('POST', '/v2/team/other/blobs/uploads/?mount=nonsense&from=team/app')
  await send('POST', `/v2/team/other/blobs/uploads/?mount=${digest('layer')}&from=no/where`)
}

async function blobs(send: Send): Promise<void> {
  const layer = `/v2/team/app/blobs/${digest('layer')}`
  await send('HEAD', layer)
  await send('GET', layer)
  await send('GET', layer, {headers: {range: 'bytes=1-2'}})
  await send('GET', layer, {headers: {range: 'bytes=2-'}})
  await send('GET', layer, {headers: {range: 'bytes=-2'}})
  await send('GET', layer, {headers: {'if-none-match': `"${digest('layer')}"`}})
  await send('GET', `/v2/team/app/blobs/${digest('absent')}`)
  await send('HEAD', `/v2/team/app/blobs/${digest('absent')}`)
  await send('GET', `/v2/team/other/blobs/${digest('config')}`)
  await send('GET', '/v2/team/app/blobs/sha256:abc')
  await send('GET', '/v2/team/app/blobs/nonsense')
  await send('PUT', layer)
}

async function manifests(send: Send): Promise<void> {
  const image = manifest(docker)
  const put = (reference: string, type: string, body: string) =>
    send('PUT', `/v2/team/app/manifests/${reference}`, {headers: {'content-type': type}, body})
  const get = (reference: string, accept: string, method = 'GET') =>
    send(method, `/v2/team/app/manifests/${reference}`, {headers: {accept}})

  await send('GET', '/v2/team/app/tags/list')
  await put('one', docker, image)
  await put('one', docker, image)
  await put('two', docker, image)
  await put(digest(image), docker, image)
  await put(digest('other'), docker, image)
  await put('bad', docker, 'nonsense')
  await put('bad', docker, '{}')
  await put('bad', oci, image)
  await put('bad', 'text/plain', image)
  await put('bad', docker, manifest(docker, 'absent'))
  await put('bad%20tag', docker, image)
  await put('spec', oci, manifest(oci))
  await send('POST', '/v2/team/app/manifests/one')

  for (const method of ['GET', 'HEAD']) {
    await get('one', docker, method)
    await get(digest(image), docker, method)
    await get('absent', docker, method)
    await get(digest('absent'), docker, method)
    await get('spec', oci, method)
    await get('spec', docker, method)
  }
  await send('GET', '/v2/team/app/manifests/one', {headers: {accept: docker, 'if-none-match': `"${digest(image)}"`}})
}

async function lists(send: Send): Promise<void> {
  for (const type of [dockerList, ociIndex]) {
    const path = `/v2/team/app/manifests/${type === ociIndex ? 'index' : 'list'}`
    await send('PUT', path, {headers: {'content-type': type}, body: list(type, manifest(docker))})
    await send('GET', path, {headers: {accept: type}})
    await send('PUT', path, {headers: {'content-type': type}, body: list(type, 'absent')})
  }
  await send('GET', '/v2/team/app/manifests/index', {headers: {accept: docker}})
}

async function removals(send: Send): Promise<void> {
  const image = `/v2/team/app/manifests/${digest(manifest(docker))}`
  await send('DELETE', image)
  await send('DELETE', image)
  await send('GET', '/v2/team/app/manifests/one', {headers: {accept: docker}})
  await send('DELETE', `/v2/team/app/blobs/${digest('layer')}`)
  await send('DELETE', `/v2/team/app/blobs/${digest('layer')}`)
  await send('HEAD', `/v2/team/app/blobs/${digest('layer')}`)
  await send('HEAD', `/v2/team/other/blobs/${digest('layer')}`)
}

interface RegistryUnderTest {
  readonly origin: string
  readonly password: string
  stop(): void
}

async function record(registry: RegistryUnderTest): Promise<Exchange[]> {
  const exchanges: Exchange[] = []
  await script(async (method, path, {headers = {}, body} = {}) => {
    const response = await fetch(path.startsWith('http') ? path : registry.origin + path, {
      method,
      headers: {authorization: basic('AWS', registry.password), ...headers},
      ...(body !== undefined && {body}),
    })
    exchanges.push(await seen(`${method} ${stable(path, registry)}`, response, registry))
    return response
  })
  return exchanges
}

async function seen(request: string, response: Response, registry: RegistryUnderTest): Promise<Exchange> {
  const text = await response.text()
  const isError = text.startsWith('{"errors"')
  const headers = Object.fromEntries(
    COMPARED.flatMap((name) => {
      const value = response.headers.get(name)
      return value === null ? [] : [[name, stable(value, registry)]]
    }),
  )
  // What a detail says is each registry's own, so the length of an error is not compared.
  if (response.status >= 400) delete headers['content-length']
  if (isError) return {request, status: response.status, headers, errors: errorsIn(text)}
  return {request, status: response.status, headers, ...(response.ok && {body: text})}
}

/** A Docker client takes an error with the usual message and no detail for one that may pass, and tries again for a minute. */
function errorsIn(text: string): Exchange['errors'] & object {
  const {errors} = JSON.parse(text) as {errors: {code: string; message: string; detail?: unknown}[]}
  return errors.map(({code, message, detail}) => ({code, message, hasDetail: (detail ?? null) !== null}))
}

function stable(text: string, registry: RegistryUnderTest): string {
  return text
    .replace(registry.origin, '<origin>')
    .replace(/_state=[^&]*/, '_state=<state>')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>')
}

async function startDistribution(folder: string): Promise<RegistryUnderTest> {
  const port = await freePort()
  const hash = spawnSync('htpasswd', ['-Bbn', 'AWS', 'secret'], {encoding: 'utf8'}).stdout
  await writeFile(join(folder, 'htpasswd'), hash)
  await writeFile(
    join(folder, 'registry.yml'),
    JSON.stringify({
      version: 0.1,
      log: {level: 'error'},
      storage: {filesystem: {rootdirectory: join(folder, 'theirs')}, delete: {enabled: true}},
      http: {addr: `127.0.0.1:${port}`},
      auth: {htpasswd: {realm: 'ecr', path: join(folder, 'htpasswd')}},
    }),
  )
  const child: ChildProcess = spawn('docker-registry', ['serve', join(folder, 'registry.yml')], {stdio: 'ignore'})
  const origin = `http://127.0.0.1:${port}`
  while (!(await answers(origin))) {
    if (child.exitCode !== null) throw new Error(`docker-registry ended with ${child.exitCode}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {origin, password: 'secret', stop: () => void child.kill()}
}

async function startOurs(folder: string): Promise<RegistryUnderTest> {
  const repositories = createRepositories({accountId: '123456789012', region: 'eu-west-1', authority: '127.0.0.1:0'})
  const settings = {encryption: {}, mutabilityExclusions: [], scanOnPush: false, tags: {}}
  for (const name of ['team/app', 'team/other'])
    repositories.create('eu-west-1', name, {...settings, tagMutability: 'MUTABLE'})
  const tokens = createTokens()
  const layers = await openLayerStore(join(folder, 'ours'))
  const server: Server = createServer(createRegistry({repositories, layers, tokens}))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    password: tokens.issue().password,
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function answers(origin: string): Promise<boolean> {
  return fetch(`${origin}/v2/`).then(
    () => true,
    () => false,
  )
}

async function freePort(): Promise<number> {
  const socket = createSocket().listen(0, '127.0.0.1')
  await new Promise((resolve) => socket.once('listening', resolve))
  const {port} = socket.address() as AddressInfo
  await new Promise((resolve) => socket.close(resolve))
  return port
}

function upload(response: Response): string {
  return response.headers.get('location') ?? ''
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

function digest(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}

function manifest(mediaType: string, layer = 'layer'): string {
  return JSON.stringify({
    schemaVersion: 2,
    mediaType,
    config: {mediaType: 'application/vnd.docker.container.image.v1+json', size: 6, digest: digest('config')},
    layers: [{mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip', size: 5, digest: digest(layer)}],
  })
}

function list(mediaType: string, image: string): string {
  const platform = {architecture: 'amd64', os: 'linux'}
  return JSON.stringify({
    schemaVersion: 2,
    mediaType,
    manifests: [{mediaType: docker, size: image.length, digest: digest(image), platform}],
  })
}
