import assert from 'node:assert/strict'
import {once} from 'node:events'
import {createServer, type IncomingMessage, request, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'

import type {PushResult} from '../ports/docker.js'
import {StackError} from '../errors.js'
import type {ImageProgress} from '../events.js'
import {createDockerEngine} from './docker-engine.js'
import {readEngineAddress} from './engine-address.js'
import {createSecrets} from '../secrets/secrets.js'
import {pushImage} from './push.js'
import {
  freePort,
  type RealEngine,
  type RealRegistry,
  requireEngine,
  requireRegistry,
} from './real-engine.fixture.test.js'

/** Answers a request itself, or leaves it to the registry by `false`. */
type Intercept = (request: IncomingMessage, response: ServerResponse) => boolean

describe('push', function () {
  this.timeout(60_000)
  let engine: RealEngine
  let registry: RealRegistry
  const references = new Set<string>()

  before(async function () {
    engine = await requireEngine(this)
    registry = await requireRegistry(this)
  })

  after(async () => {
    await registry?.close()
    for (const reference of references) await engine.docker('image', 'rm', '--force', reference)
  })

  /** The base image under a name in the registry at `host`. */
  async function tagged(name: string, host = registry.host): Promise<string> {
    const reference = `${host}/${name}`
    references.add(reference)
    await engine.docker('tag', engine.base, reference)
    return reference
  }

  interface Attempt {
    readonly told?: ImageProgress[]
    readonly waits?: number[]
    readonly password?: string
    readonly signal?: AbortSignal
  }

  async function push(reference: string, attempt: Attempt = {}): Promise<PushResult> {
    const {told = [], waits = [], password = registry.authorization.password} = attempt
    const {signal = new AbortController().signal} = attempt
    const authorization = {username: 'AWS', password, endpoint: `http://${reference.split('/')[0]}`}
    const wait = async (ms: number) => void waits.push(ms)
    const address = await readEngineAddress(engine)
    return pushImage(
      address,
      {reference, authorization, secrets: createSecrets()},
      (progress) => told.push(progress),
      signal,
      wait,
    )
  }

  async function failureOf(pushed: Promise<PushResult>): Promise<StackError> {
    const error: unknown = await pushed.catch((thrown: unknown) => thrown)
    assert.ok(StackError.is(error), String(error))
    return error
  }

  it("says the registry's own digest, and tells each layer", async () => {
    const reference = await tagged('team/app:v1')
    const told: ImageProgress[] = []

    const result = await push(reference, {told})

    assert.deepEqual(result, {pushed: true, digest: await registry.digest('team/app', 'v1')})
    const states = told.map((progress) => (progress.phase === 'push' ? progress.state : progress.phase))
    assert.equal(states[0], 'started')
    assert.equal(states.at(-1), 'finished')
    assert.ok(told.some((progress) => progress.phase === 'push' && progress.state === 'progress' && progress.bytes))
  })

  it('sends no layer that is there already, and says the same digest', async () => {
    const first = await push(await tagged('team/twice:v1'))
    const told: ImageProgress[] = []

    const second = await push(await tagged('team/twice:v1'), {told})

    assert.deepEqual(second, first)
    assert.deepEqual(
      told.map((progress) => progress.phase === 'push' && progress.state),
      ['started', 'exists'],
    )
  })

  it('pushes one tag, not every one of the repository', async () => {
    await tagged('team/tags:other')

    await push(await tagged('team/tags:v1'))

    assert.equal(await registry.digest('team/tags', 'other'), null)
  })

  it('says that the token was refused, without the token and without another try', async () => {
    const waits: number[] = []

    const error = await failureOf(push(await tagged('team/denied:v1'), {password: 'a-wrong-token', waits}))

    assert.equal(error.code, 'REGISTRY_DENIED')
    assert.equal(error.blame, 'aws')
    assert.match(error.message, /^the registry 127\.0\.0\.1:\d+ refused the push of .*\/team\/denied:v1: unauthorized/)
    assert.ok(!JSON.stringify([error, error.message]).includes('a-wrong-token'))
    assert.deepEqual(waits, [])
  })

  it('says that the registry is not there', async () => {
    const reference = await tagged('team/app:v1', `127.0.0.1:${await freePort()}`)
    const waits: number[] = []

    const error = await failureOf(push(reference, {waits}))

    assert.equal(error.code, 'REGISTRY_UNREACHABLE')
    assert.match(error.message, /connection refused/)
    assert.deepEqual(waits, [])
  })

  it('says that there is no such image', async () => {
    const error = await failureOf(push(`${registry.host}/team/none:v1`))

    assert.equal(error.code, 'IMAGE_NOT_FOUND')
  })

  it('says that another run pushed the immutable tag first', async () => {
    const message =
      "The image tag 'v1' already exists in the 'team/immutable' repository and cannot be overwritten because the repository is immutable."
    const front = await frontOf((request, response) => {
      if (!isManifest(request)) return false
      const body = JSON.stringify({errors: [{code: 'TAG_INVALID', message, detail: {}}]})
      response.writeHead(400, {'content-type': 'application/json'}).end(body)
      return true
    })

    const result = await push(await tagged('team/immutable:v1', front.host))

    assert.deepEqual(result, {pushed: false})
    front.close()
  })

  it('says that there is no such repository', async () => {
    const message = "The repository with name 'team/none' does not exist in the registry with id '123456789012'"
    const front = await frontOf((request, response) => {
      if (request.url === '/v2/') return false
      const body = JSON.stringify({errors: [{code: 'NAME_UNKNOWN', message}]})
      response.writeHead(404, {'content-type': 'application/json'}).end(body)
      return true
    })

    const error = await failureOf(push(await tagged('team/none:v1', front.host)))

    assert.equal(error.code, 'NOT_FOUND')
    front.close()
  })

  for (const [what, answer] of [
    ['a 503', (response) => void response.writeHead(503).end('busy')],
    ['a 429', (response) => void response.writeHead(429).end('slow down')],
    ['a dropped connection', (response) => void response.destroy()],
  ] satisfies [string, (response: ServerResponse) => void][]) {
    it(`tries again after ${what}`, async () => {
      let failures = 2
      const front = await frontOf((request, response) => {
        if (!isManifest(request) || failures === 0) return false
        failures -= 1
        answer(response)
        return true
      })
      const waits: number[] = []

      const result = await push(await tagged('team/again:v1', front.host), {waits})

      assert.deepEqual(result, {pushed: true, digest: await registry.digest('team/again', 'v1')})
      assert.equal(waits.length, 2)
      assert.ok(waits.every((ms, index) => ms >= 500 * 2 ** index && ms <= 1000 * 2 ** index))
      front.close()
    })
  }

  it('gives up after three more tries', async () => {
    const front = await frontOf((request, response) => {
      if (isManifest(request)) response.writeHead(500).end('broken')
      return isManifest(request)
    })
    const waits: number[] = []

    const error = await failureOf(push(await tagged('team/broken:v1', front.host), {waits}))

    assert.equal(error.code, 'REGISTRY_UNREACHABLE')
    assert.equal(waits.length, 3)
    front.close()
  })

  it('stops at once when it is aborted', async () => {
    const controller = new AbortController()
    const front = await frontOf((request) => {
      if (isManifest(request)) controller.abort('SIGINT')
      return isManifest(request)
    })

    const pushed = push(await tagged('team/held:v1', front.host), {signal: controller.signal})

    await assert.rejects(pushed, {code: 'CANCELLED', message: 'cancelled by SIGINT'})
    front.close()
  })

  it('stops waiting for another try when it is aborted', async () => {
    const controller = new AbortController()
    const front = await frontOf((request, response) => {
      if (!isManifest(request)) return false
      response.writeHead(503).end()
      setTimeout(() => controller.abort('SIGTERM'), 200)
      return true
    })
    const reference = await tagged('team/waiting:v1', front.host)
    const {authorization} = registry

    const pushed = createDockerEngine(engine).push({reference, authorization}, () => {}, controller.signal)

    await assert.rejects(pushed, {code: 'CANCELLED', details: {signal: 'SIGTERM'}})
    front.close()
  })

  /** A registry that can fail, before the real one. */
  async function frontOf(intercept: Intercept): Promise<{host: string; close: () => void}> {
    const front = createServer((incoming, response) => {
      if (intercept(incoming, response)) return
      const [hostname, port] = registry.host.split(':')
      const {method = 'GET', url = '/', headers} = incoming
      const passed = request({hostname, port, method, path: url, headers}, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(response)
      })
      incoming.pipe(passed)
    }).listen(0, '127.0.0.1')
    await once(front, 'listening')
    const close = () => {
      front.close()
      front.closeAllConnections()
    }
    return {host: `127.0.0.1:${(front.address() as AddressInfo).port}`, close}
  }
})

function isManifest({method, url}: IncomingMessage): boolean {
  return method === 'PUT' && Boolean(url?.includes('/manifests/'))
}
