import assert from 'node:assert/strict'

import {withPatience} from './patience.js'

/** Fails as told, then is done; the time goes by only where it is waited. */
function attempts(...failures: object[]) {
  const waits: number[] = []
  let time = 1_000_000
  let count = 0
  const run = () =>
    withPatience(
      async () => {
        const failure = failures[count]
        count += 1
        if (failure) throw Object.assign(new Error('refused'), failure)
        return count
      },
      {
        now: () => time,
        wait: async (ms) => {
          waits.push(ms)
          time += ms
        },
      },
    )
  return {run, waits}
}

describe('patience with GitHub', () => {
  it('waits as long as GitHub asks', async () => {
    const {run, waits} = attempts(
      {status: 403, response: {headers: {'retry-after': '7'}}},
      {status: 429, response: {headers: {'retry-after': '2'}}},
    )

    assert.equal(await run(), 3)
    assert.deepEqual(waits, [7000, 2000])
  })

  it('waits until the limit is lifted', async () => {
    const headers = {'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1004'}
    const {run, waits} = attempts({status: 403, response: {headers}})

    await run()

    assert.deepEqual(waits, [4000])
  })

  it('does not wait longer than 30 s in all', async () => {
    const {run, waits} = attempts(
      {status: 429, response: {headers: {'retry-after': '20'}}},
      {status: 429, response: {headers: {'retry-after': '20'}}},
    )

    await assert.rejects(run())
    assert.deepEqual(waits, [20_000])
  })

  it('does not wait where GitHub asks for a minute', async () => {
    const {run, waits} = attempts({message: 'API rate limit exceeded'})

    await assert.rejects(run())
    assert.deepEqual(waits, [])
  })

  it('tries failures of the server and the network again, ever later', async () => {
    const {run, waits} = attempts({status: 502}, {status: 500}, {status: 503})

    assert.equal(await run(), 4)
    assert.deepEqual(waits, [1000, 2000, 4000])
  })

  it('takes a refusal for an answer', async () => {
    for (const status of [401, 403, 404, 410, 422]) {
      const {run, waits} = attempts({status})

      await assert.rejects(run())
      assert.deepEqual(waits, [])
    }
  })
})
