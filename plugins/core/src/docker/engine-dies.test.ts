import assert from 'node:assert/strict'
import {once} from 'node:events'
import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'

import {StackError} from '../errors.js'
import type {ImageProgress} from '../events.js'
import {createDockerEngine} from './docker-engine.js'

const LAYER = JSON.stringify({status: 'Preparing', id: 'a1b2c3', progressDetail: {}})

describe('an engine that dies in the middle of a push', () => {
  let server: Server
  let calls = 0

  beforeEach(async () => {
    calls = 0
    server = createServer((request, response) => {
      calls += 1
      request.resume()
      response.writeHead(200, {'content-type': 'application/json'}).write(`${LAYER}\n`)
      setTimeout(() => response.destroy(), 20)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  afterEach(() => {
    server.closeAllConnections()
    server.close()
  })

  it('is named as lost, after what it had told, and is not asked again', async () => {
    const dockerHost = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`
    const authorization = {username: 'AWS', password: 'token-of-the-registry', endpoint: 'https://registry'}
    const told: ImageProgress[] = []

    const pushed = createDockerEngine({dockerHost}).push(
      {reference: '127.0.0.1:5000/vast-dev/server:v1', authorization},
      (progress) => told.push(progress),
      new AbortController().signal,
    )

    await assert.rejects(pushed, (error: unknown) => {
      assert.ok(StackError.is(error), String(error))
      assert.equal(error.code, 'DOCKER_UNAVAILABLE')
      assert.ok(
        error.message.startsWith(`the connection to the Docker engine at ${dockerHost} was lost`),
        error.message,
      )
      assert.deepEqual(error.suggestions, ['aws-stack doctor'])
      return true
    })
    assert.deepEqual(told, [{phase: 'push', layer: 'a1b2c3', state: 'started'}])
    assert.equal(calls, 1)
  })
})
