import assert from 'node:assert/strict'
import {once} from 'node:events'
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'

import {openRuntimeApi, type RuntimeApi} from './runtime-api.js'

describe('a call of a function to the local AWS', () => {
  let aws: Server
  let api: RuntimeApi

  beforeEach(async () => {
    aws = createServer().listen(0, '127.0.0.1')
    await once(aws, 'listening')
    const {port} = aws.address() as AddressInfo
    api = await openRuntimeApi({listenOn: '127.0.0.1', functionArn: 'arn', endpoint: `http://127.0.0.1:${port}`})
  })
  afterEach(() => {
    api.close()
    aws.closeAllConnections()
    aws.close()
  })

  const asked = () => once(aws, 'request') as Promise<[IncomingMessage, ServerResponse]>
  const call = (init: RequestInit = {}) => fetch(`http://127.0.0.1:${api.port}/bucket/key`, init)

  it('fails where the answer is cut', async () => {
    const reading = call().then((answer) => answer.text())
    const [, response] = await asked()

    response.writeHead(200, {'content-length': 10})
    response.write('half', () => response.destroy())

    await assert.rejects(reading)
  })

  for (const answered of [false, true])
    it(`ends when the function goes ${answered ? 'in the middle of' : 'before'} the answer`, async () => {
      const gone = new AbortController()
      const reading = call({signal: gone.signal}).then((answer) => answer.text())
      const [, response] = await asked()
      if (answered) response.write('the beginning')

      gone.abort()

      await assert.rejects(reading, {name: 'AbortError'})
      await once(response, 'close')
    })
})
