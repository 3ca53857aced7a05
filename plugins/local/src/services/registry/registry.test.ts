import assert from 'node:assert/strict'
import {createHash} from 'node:crypto'
import {Readable} from 'node:stream'

import {
  CreateRepositoryCommand,
  DescribeImagesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  type ImageTagMutability,
} from '@aws-sdk/client-ecr'
import type Docker from 'dockerode'

import {connectEngine} from '../../engine/connect-engine.js'
import {requireEngine} from '../../testing/engine.test.fixture.js'
import {type Images, withImages} from '../../testing/images.test.fixture.js'
import {inTemporaryFolder} from '../../testing/temporary-folder.test.fixture.js'
import {MANIFEST_TYPES} from './store/manifest.js'
import {openLayerStore} from './store/layer-store.js'
import {createTokens} from './tokens.js'

const repositoryName = 'team/app'

describe('the registry, as ECR has it', () => {
  it('gives a Docker client back what it pushed, and ECR shows it', async function () {
    const docker = await connectEngine(await requireEngine(this), process.env)

    await withRepository('MUTABLE', async (registry) => {
      const reference = `${registry.authority}/${repositoryName}:one`
      await importImage(docker, reference, 'content')

      const pushed = await push(docker, reference, registry.password)

      const {imageDetails} = await registry.ecr.send(new DescribeImagesCommand({repositoryName}))
      await docker.getImage(reference).remove()
      await finish(docker, await docker.pull(reference, {authconfig: auth(registry.password)}))
      const pulled = await docker.getImage(reference).inspect()
      await removeImages(docker, registry.authority)
      assert.equal(pushed.error, undefined)
      assert.equal(pushed.digest, imageDetails?.[0]?.imageDigest)
      assert.deepEqual(pulled.RepoDigests, [`${registry.authority}/${repositoryName}@${pushed.digest}`])
      assert.equal(imageDetails?.[0]?.imageManifestMediaType, MANIFEST_TYPES.docker)
    })
  })

  it('refuses a Docker client an immutable tag, an unknown repository and a wrong password in ECR’s words', async function () {
    const docker = await connectEngine(await requireEngine(this), process.env)

    await withRepository('IMMUTABLE', async (registry) => {
      const reference = `${registry.authority}/${repositoryName}:one`
      const elsewhere = `${registry.authority}/team/none:one`
      await importImage(docker, reference, 'first')
      await push(docker, reference, registry.password)
      await importImage(docker, reference, 'second')
      await importImage(docker, elsewhere, 'third')

      const errors = [
        (await push(docker, reference, registry.password)).error,
        (await push(docker, elsewhere, registry.password)).error,
        (await push(docker, reference, 'wrong')).error,
      ]

      await removeImages(docker, registry.authority)
      assert.deepEqual(errors, [
        "tag invalid: The image tag 'one' already exists in the 'team/app' repository and cannot be overwritten because the repository is immutable.",
        "name unknown: The repository with name 'team/none' does not exist in the registry with id '123456789012'",
        'unauthorized: authentication required',
      ])
    })
  })

  it('fails a push where a test asks for it', async () => {
    await withRepository('MUTABLE', async (registry) => {
      registry.faults.add({service: 'registry', operation: 'POST uploads', status: 403, code: 'DENIED', reason: 'no'})

      const refused = await registry.send('POST', 'blobs/uploads/')
      const taken = await registry.send('POST', 'blobs/uploads/')

      assert.deepEqual(
        [refused.status, await refused.json()],
        [403, {errors: [{code: 'DENIED', message: 'no', detail: {}}]}],
      )
      assert.equal(taken.status, 202)
    })
  })

  it('pages through tags', async () => {
    await withRepository('MUTABLE', async (registry) => {
      for (const tag of ['c', 'a', 'b']) await putImage(registry, tag)

      const first = await registry.send('GET', 'tags/list?n=2')
      const next = /<(.+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
      const rest = await fetch(next, {headers: registry.headers})

      assert.deepEqual(await first.json(), {name: repositoryName, tags: ['a', 'b']})
      assert.deepEqual(await rest.json(), {name: repositoryName, tags: ['c']})
      assert.equal(rest.headers.get('link'), null)
    })
  })

  it('deletes a tag and leaves its image', async () => {
    await withRepository('MUTABLE', async (registry) => {
      const digest = await putImage(registry, 'one')

      const deleted = await registry.send('DELETE', 'manifests/one')

      assert.equal(deleted.status, 202)
      assert.equal((await registry.send('GET', 'manifests/one')).status, 404)
      assert.equal((await registry.send('GET', `manifests/${digest}`)).status, 200)
    })
  })

  it('tells an expired token from a wrong one', () => {
    let now = 0
    const tokens = createTokens(() => now)
    const {password} = tokens.issue()

    const fresh = tokens.check(password)
    now += 12 * 60 * 60 * 1000 + 1

    assert.deepEqual([fresh, tokens.check(password), tokens.check('x')], ['valid', 'expired', 'unknown'])
  })
})

describe('the layer store', () => {
  it('keeps layers for the next start, drops what nobody refers to and what was not finished', async () => {
    await inTemporaryFolder(async (folder) => {
      const first = await openLayerStore(folder)
      const kept = await put(first, 'eu-west-1/kept', 'kept')
      const dropped = await put(first, 'eu-west-1/gone', 'dropped')
      await first.begin('eu-west-1/kept')
      await first.unlinkAll('eu-west-1/gone')

      const second = await openLayerStore(folder)
      await second.link('eu-west-1/kept', dropped)

      assert.equal(await second.size('eu-west-1/kept', kept), 4)
      assert.equal(await second.size('eu-west-1/other', kept), undefined)
      assert.equal(await second.size('eu-west-1/kept', dropped), undefined)
    })
  })

  it('has nothing after it was cleared', async () => {
    await inTemporaryFolder(async (folder) => {
      const store = await openLayerStore(folder)
      const digest = await put(store, 'eu-west-1/app', 'bytes')

      await store.clear()

      assert.equal(await store.size('eu-west-1/app', digest), undefined)
      assert.equal(await put(store, 'eu-west-1/app', 'bytes'), digest)
    })
  })
})

interface Registry extends Images {
  readonly ecr: ECRClient
  readonly password: string
  readonly headers: Record<string, string>
  readonly send: (method: string, path: string, body?: string, type?: string) => Promise<Response>
}

async function withRepository(
  imageTagMutability: ImageTagMutability,
  work: (registry: Registry) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder((folder) =>
    withImages(folder, async (images) => {
      const credentials = {accessKeyId: 'a', secretAccessKey: 'b'}
      const ecr = new ECRClient({endpoint: images.endpoint, region: 'eu-west-1', credentials})
      await ecr.send(new CreateRepositoryCommand({repositoryName, imageTagMutability}))
      const {authorizationData} = await ecr.send(new GetAuthorizationTokenCommand())
      const token = authorizationData?.[0]?.authorizationToken ?? ''
      const headers = {authorization: `Basic ${token}`}
      const password = Buffer.from(token, 'base64').toString().slice('AWS:'.length)
      const send = (method: string, path: string, body?: string, type = 'application/octet-stream') =>
        fetch(path.startsWith('http') ? path : `http://${images.authority}/v2/${repositoryName}/${path}`, {
          method,
          headers: {...headers, accept: MANIFEST_TYPES.docker, ...(body !== undefined && {'content-type': type})},
          ...(body !== undefined && {body}),
        })
      await work({...images, ecr, password, headers, send})
    }),
  )
}

async function putImage(registry: Registry, tag: string): Promise<string> {
  const upload = (await registry.send('POST', 'blobs/uploads/')).headers.get('location') ?? ''
  await registry.send('PUT', `${upload}&digest=${sha256(tag)}`, tag)
  const part = {mediaType: 'application/octet-stream', size: tag.length, digest: sha256(tag)}
  const manifest = JSON.stringify({schemaVersion: 2, mediaType: MANIFEST_TYPES.docker, config: part, layers: []})
  const stored = await registry.send('PUT', `manifests/${tag}`, manifest, MANIFEST_TYPES.docker)
  assert.equal(stored.status, 201)
  return sha256(manifest)
}

async function importImage(docker: Docker, reference: string, content: string): Promise<void> {
  // 1024 zero bytes are an empty tar; the label makes it another image.
  const tar = Readable.from([Buffer.alloc(1024)])
  const [, repo = '', tag = ''] = /^(.*):([^:]+)$/.exec(reference) ?? []
  await finish(docker, await docker.importImage(tar, {repo, tag, changes: [`LABEL content=${content}`]}))
}

async function removeImages(docker: Docker, authority: string): Promise<void> {
  for (const {Id} of await docker.listImages({filters: {reference: [`${authority}/*/*`]}}))
    await docker.getImage(Id).remove({force: true})
}

async function push(docker: Docker, reference: string, password: string): Promise<{error?: string; digest?: string}> {
  const messages = await finish(docker, await docker.getImage(reference).push({authconfig: auth(password)}))
  const error = messages.find((message) => message.error)?.error
  const digest = messages.find((message) => message.aux?.Digest)?.aux?.Digest
  return {...(error && {error}), ...(digest && {digest})}
}

interface Message {
  readonly error?: string
  readonly aux?: {readonly Digest?: string}
}

function finish(docker: Docker, stream: NodeJS.ReadableStream): Promise<Message[]> {
  return new Promise((resolve, reject) =>
    docker.modem.followProgress(stream, (error, messages: Message[]) => (error ? reject(error) : resolve(messages))),
  )
}

function auth(password: string): Docker.AuthConfig {
  return {username: 'AWS', password, serveraddress: ''}
}

async function put(
  store: Awaited<ReturnType<typeof openLayerStore>>,
  repository: string,
  bytes: string,
): Promise<string> {
  const upload = await store.begin(repository)
  await store.append(upload, oneChunk(bytes))
  return (await store.finish(upload, sha256(bytes))) ?? ''
}

async function* oneChunk(bytes: string): AsyncIterable<Buffer> {
  yield Buffer.from(bytes)
}

function sha256(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}
