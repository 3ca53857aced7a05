import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'

import {StackError} from '../errors.js'
import {checkRegistry} from './check-registry.js'

const dockerHost = process.env['DOCKER_HOST']
const password = 'token'

/** As much of a registry as a login sees. */
async function registry(): Promise<{server: Server; endpoint: string}> {
  const wanted = `Basic ${Buffer.from(`AWS:${password}`).toString('base64')}`
  const server = createServer((request, response) => {
    const isIn = request.headers.authorization === wanted
    response.writeHead(isIn ? 200 : 401, isIn ? {} : {'www-authenticate': 'Basic realm="registry"'}).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {server, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`}
}

const codeOf = (error: unknown) => (StackError.is(error) ? error.code : error)

describe('checkRegistry', () => {
  let server: Server
  let endpoint: string

  before(function () {
    if (spawnSync('docker', ['version'], {stdio: 'ignore'}).status === 0) return
    if (process.env['CI'] === 'true') throw new Error('cannot be skipped under CI: no Docker engine answers')
    console.error('SKIPPED: no Docker engine answers')
    this.skip()
  })

  beforeEach(async () => void ({server, endpoint} = await registry()))

  afterEach(() => server?.close().closeAllConnections())

  it('is silent where the engine is let in', async () => {
    await checkRegistry({dockerHost}, {username: 'AWS', password, endpoint})
  })

  it('tells a refused token from a registry that the engine does not reach', async () => {
    const refused: unknown = await checkRegistry({dockerHost}, {username: 'AWS', password: 'old', endpoint}).catch(
      (error: unknown) => error,
    )
    server.close().closeAllConnections()
    const unreachable: unknown = await checkRegistry({dockerHost}, {username: 'AWS', password, endpoint}).catch(
      (error: unknown) => error,
    )

    assert.deepEqual([codeOf(refused), codeOf(unreachable)], ['REGISTRY_DENIED', 'REGISTRY_UNREACHABLE'])
    assert.match((unreachable as Error).message, /does not reach the registry http:\/\/127\.0\.0\.1:\d+: .*refused/)
  })

  it('says that there is no engine', async () => {
    const error: unknown = await checkRegistry(
      {dockerHost: 'unix:///nowhere.sock'},
      {username: 'AWS', password, endpoint},
    ).catch((thrown: unknown) => thrown)

    assert.equal(codeOf(error), 'DOCKER_UNAVAILABLE')
  })
})
