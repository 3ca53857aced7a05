import assert from 'node:assert/strict'
import {createServer} from 'node:http'

import {listening} from '../testing/listening.test.fixture.js'
import {listen} from './listen.js'

describe('listening', () => {
  it('takes the next port where the usual one is taken', async () => {
    await listening(
      () => undefined,
      async (_origin, taken) => {
        const server = createServer()

        const port = await listen(server, '127.0.0.1', taken, 'or above')

        server.close()
        assert.ok(port > taken)
      },
    )
  })

  it('takes no other port than the one that was asked for', async () => {
    await listening(
      () => undefined,
      async (_origin, taken) => {
        await assert.rejects(
          listen(createServer(), '127.0.0.1', taken, 'exactly'),
          new RegExp(`port ${taken} of 127.0.0.1 is taken`),
        )
      },
    )
  })
})
