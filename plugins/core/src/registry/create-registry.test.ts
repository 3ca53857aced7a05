import assert from 'node:assert/strict'
import {createHash} from 'node:crypto'
import {once} from 'node:events'
import {chmod, mkdtemp, writeFile} from 'node:fs/promises'
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {StackError} from '../errors.js'
import type {Registry, RegistryAccess} from '../ports/registry.js'
import {createSecrets, type Secrets} from '../secrets/secrets.js'
import {createRegistry} from './create-registry.js'
import {type ImageReference, parseImageReference} from './image-reference.js'

const DIGEST = `sha256:${'1'.repeat(64)}`

describe('a registry', () => {
  let server: Server
  let host: string
  let asked: IncomingMessage[]
  let answer: (request: IncomingMessage, response: ServerResponse) => unknown
  let secrets: Secrets
  let access: RegistryAccess

  beforeEach(async () => {
    asked = []
    server = createServer((request, response) => {
      asked.push(request)
      answer(request, response)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`
    secrets = createSecrets()
    access = {own: async () => undefined, signal: new AbortController().signal}
  })

  afterEach(() => {
    server.closeAllConnections()
    server.close()
  })

  const image = (name = 'own/vast:latest') => parseImageReference(`${host}/${name}`) as ImageReference
  const registry = (dockerConfig?: string): Registry => createRegistry({dockerConfig, secrets})
  const manifest = (_: IncomingMessage, response: ServerResponse) =>
    response.writeHead(200, {'docker-content-digest': DIGEST}).end()
  const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const config = async (content: object) => {
    const folder = await mkdtemp(join(tmpdir(), 'docker-config-'))
    await writeFile(join(folder, 'config.json'), JSON.stringify(content))
    return folder
  }

  /** Lets in who shows `wanted`, and tells everybody else how to. */
  const guarded = (challenge: string, wanted: string) => (request: IncomingMessage, response: ServerResponse) =>
    request.headers.authorization === wanted
      ? manifest(request, response)
      : response.writeHead(401, {'www-authenticate': challenge}).end()

  it('is asked once for a digest, without the manifest itself, and for indexes too', async () => {
    answer = manifest
    const one = registry()

    const digests = [await one.digest(image(), access), await one.digest(image(), access)]

    assert.deepEqual(digests, [DIGEST, DIGEST])
    assert.deepEqual(
      asked.map(({method, url}) => `${method} ${url}`),
      ['HEAD /v2/own/vast/manifests/latest'],
    )
    assert.match(
      asked[0]?.headers.accept ?? '',
      /oci\.image\.index.*manifest\.list\.v2.*oci\.image\.manifest.*manifest\.v2/,
    )
  })

  it('that tells no digest has its manifest hashed', async () => {
    answer = (_, response) => response.writeHead(200).end('{"schemaVersion":2}')

    const digest = await registry().digest(image(), access)

    assert.equal(digest, `sha256:${createHash('sha256').update('{"schemaVersion":2}').digest('hex')}`)
  })

  it('that does not have the image says so without a failure', async () => {
    answer = (_, response) => response.writeHead(404).end()

    assert.equal(await registry().digest(image(), access), undefined)
  })

  it('that wants a token gets the one that its service gives to everybody', async () => {
    answer = (request, response) =>
      request.url?.startsWith('/token')
        ? response.end('{"token":"for-all-to-see"}')
        : guarded(
            `Bearer realm="http://${host}/token",service="hub",scope="repository:own/vast:pull"`,
            'Bearer for-all-to-see',
          )(request, response)
    const one = registry()

    const digest = await one.digest(image(), access)
    await one.digest(image('own/vast:v2'), access)

    assert.equal(digest, DIGEST)
    assert.equal(asked[1]?.url, '/token?service=hub&scope=repository%3Aown%2Fvast%3Apull')
    assert.equal(asked[1]?.headers.authorization, undefined)
    // What opened it once opens it again.
    assert.equal(asked.length, 4)
    assert.equal(secrets.mask('for-all-to-see'), '****')
  })

  it('that wants a token is shown what docker login has kept', async () => {
    answer = (request, response) => {
      if (!request.url?.startsWith('/token'))
        return guarded(`Bearer realm="http://${host}/token"`, 'Bearer mine')(request, response)
      const known = request.headers.authorization === basic('me', 'pass:word-1')
      return response.writeHead(known ? 200 : 401).end('{"access_token":"mine"}')
    }
    const folder = await config({auths: {[host]: {auth: Buffer.from('me:pass:word-1').toString('base64')}}})

    assert.equal(await registry(folder).digest(image(), access), DIGEST)
    assert.equal(secrets.mask('pass:word-1'), '****')
  })

  it('that knows an identity token exchanges it', async () => {
    let posted = ''
    answer = (request, response) => {
      if (request.method !== 'POST')
        return guarded(`Bearer realm="http://${host}/token",service="acr"`, 'Bearer mine')(request, response)
      request.on('data', (chunk: Buffer) => (posted += chunk.toString()))
      return request.on('end', () => response.end('{"access_token":"mine"}'))
    }
    const folder = await config({auths: {[`https://${host}/v1/`]: {identitytoken: 'identity-1'}}})

    assert.equal(await registry(folder).digest(image(), access), DIGEST)
    assert.equal(
      posted,
      'grant_type=refresh_token&client_id=aws-stack&service=acr&scope=repository%3Aown%2Fvast%3Apull&refresh_token=identity-1',
    )
  })

  it('is shown no credentials by way of a service that would get them in the clear', async () => {
    answer = guarded('Bearer realm="http://registry.example/token"', 'Bearer none')
    const folder = await config({auths: {[host]: {auth: Buffer.from('me:password').toString('base64')}}})

    await assert.rejects(registry(folder).digest(image(), access), {code: 'REGISTRY_DENIED'})
  })

  it("that wants a password gets Docker's, then the app's own", async () => {
    answer = guarded('Basic realm="ecr"', basic('AWS', 'fresh-token'))
    const folder = await config({auths: {[host]: {auth: Buffer.from('AWS:stale').toString('base64')}}})
    const own = async () => ({username: 'AWS', password: 'fresh-token', endpoint: `https://${host}`})

    assert.equal(await registry(folder).digest(image(), {...access, own}), DIGEST)
    assert.equal(asked.length, 3)
  })

  it("of somebody else is not shown the app's own password", async () => {
    answer = guarded('Basic realm="x"', basic('AWS', 'fresh-token'))
    const own = async () => ({username: 'AWS', password: 'fresh-token', endpoint: 'https://registry.example'})

    await assert.rejects(registry().digest(image(), {...access, own}), (error) => {
      assert.ok(StackError.is(error))
      assert.equal(error.code, 'REGISTRY_DENIED')
      assert.deepEqual(error.suggestions, [`docker login ${host}`])
      return true
    })
    assert.equal(asked.length, 1)
  })

  it('is shown what the credential helper says', async () => {
    answer = guarded('Basic realm="x"', basic('helped', 'secret-9'))
    const folder = await config({credHelpers: {[host]: 'of-this-test'}})
    const helper = join(folder, 'docker-credential-of-this-test')
    await writeFile(
      helper,
      `#!/bin/sh\nread server\n[ "$server" = "${host}" ] && echo '{"Username":"helped","Secret":"secret-9"}'\n`,
    )
    await chmod(helper, 0o755)
    const {PATH} = process.env
    process.env['PATH'] = `${folder}:${PATH}`

    try {
      assert.equal(await registry(folder).digest(image(), access), DIGEST)
    } finally {
      process.env['PATH'] = PATH
    }
  })

  it('that is closed to us is told from one that is busy, and from one that is not there', async () => {
    const failures: Record<number, string> = {
      403: 'REGISTRY_DENIED',
      429: 'REGISTRY_THROTTLED',
      500: 'REGISTRY_UNREACHABLE',
    }
    for (const [status, code] of Object.entries(failures)) {
      answer = (_, response) => response.writeHead(Number(status), {'retry-after': '60'}).end()
      await assert.rejects(registry().digest(image(), access), {code})
    }
    server.closeAllConnections()
    server.close()
    await once(server, 'close')

    await assert.rejects(registry().digest(image(), access), {
      code: 'REGISTRY_UNREACHABLE',
      message: new RegExp(`^cannot ask the registry ${host} for .*: connect ECONNREFUSED`),
    })
  })

  it('is asked once more where it had trouble of its own', async () => {
    answer = (request, response) => (asked.length === 1 ? response.writeHead(503).end() : manifest(request, response))

    assert.equal(await registry().digest(image(), access), DIGEST)
  })

  it('that answers nothing is left when the run is cancelled', async () => {
    const controller = new AbortController()
    answer = () => controller.abort('SIGINT')

    await assert.rejects(registry().digest(image(), {...access, signal: controller.signal}), {code: 'CANCELLED'})
  })

  it('leads elsewhere without taking credentials along', async () => {
    let seen: string | undefined = 'nothing'
    const elsewhere = createServer((request, response) => {
      seen = request.headers.authorization
      manifest(request, response)
    }).listen(0, '127.0.0.1')
    await once(elsewhere, 'listening')
    const target = `http://localhost:${(elsewhere.address() as AddressInfo).port}/here`
    answer = (request, response) =>
      request.headers.authorization
        ? response.writeHead(307, {location: target}).end()
        : response.writeHead(401, {'www-authenticate': 'Basic realm="x"'}).end()
    const own = async () => ({username: 'AWS', password: 'fresh-token', endpoint: `https://${host}`})

    const digest = await registry().digest(image(), {...access, own})
    elsewhere.close()

    assert.deepEqual([digest, seen], [DIGEST, undefined])
  })

  it('tells the platforms of an index, without what is no platform', async () => {
    const platforms = [
      {os: 'linux', architecture: 'amd64'},
      {os: 'linux', architecture: 'arm64', variant: 'v8'},
    ]
    const manifests = [...platforms, {os: 'unknown', architecture: 'unknown'}].map((platform) => ({platform}))
    answer = (request, response) =>
      response.end(request.url?.endsWith(DIGEST) ? JSON.stringify({manifests}) : '{"config":{}}')

    const told = await registry().platforms(image(), DIGEST, access)

    assert.deepEqual(told, ['linux/amd64', 'linux/arm64/v8'])
    assert.equal(await registry().platforms(image(), `sha256:${'2'.repeat(64)}`, access), undefined)
  })

  it('tells all tags, page by page', async () => {
    answer = ({url}, response) =>
      url?.includes('last=')
        ? response.end('{"tags":["v3"]}')
        : response
            .writeHead(200, {link: '</v2/own/vast/tags/list?n=1000&last=v2>; rel="next"'})
            .end('{"tags":["v1","v2"]}')

    assert.deepEqual(await registry().tags(image(), access), ['v1', 'v2', 'v3'])
  })

  it('whose pages have no end is left after ten, and not followed to another place', async () => {
    answer = (_, response) =>
      response.writeHead(200, {link: '</v2/own/vast/tags/list?n=1000&last=v1>; rel="next"'}).end('{"tags":["v1"]}')
    const endless = await registry().tags(image(), access)
    answer = (_, response) => response.writeHead(200, {link: '<https://x.example/>; rel="next"'}).end('{"tags":null}')

    const elsewhere = await registry().tags(image(), access)

    assert.deepEqual([endless.length, elsewhere], [10, []])
  })
})
