import assert from 'node:assert/strict'

import type {Context} from '../context.js'
import {FakeAppConfig} from '../testing/fake-app-config.js'
import {readHistory} from './environment-history.js'

describe('the history of an environment', () => {
  it('is read once for all that ask, and as far as somebody asks', async () => {
    const appConfig = new FakeAppConfig()
    let read = 0
    const list = Array.from({length: 2000}, (_, index) => ({
      ...{number: 2000 - index, name: `p${index % 1000}`, version: 1},
      ...({state: 'COMPLETE', percent: 100, profile: `id-${index % 1000}`, bakeMinutes: 0, events: []} as const),
    }))
    appConfig.deployments = async function* () {
      for (const one of list) {
        read += 1
        yield one
      }
    }
    const history = readHistory({application: 'a', environment: 'e'}, {appConfig} as unknown as Context)
    const newestOf = async (name: string) => {
      for await (const one of history.deploymentsOf(name)) return one.number
      return undefined
    }

    const early = await Promise.all([newestOf('p7'), newestOf('p3')])
    const readEarly = read
    const all = await Promise.all(Array.from({length: 1000}, (_, index) => newestOf(`p${index}`)))
    const none = await newestOf('novel')

    assert.deepEqual([early, readEarly], [[1993, 1997], 8])
    assert.deepEqual(
      all,
      list.slice(0, 1000).map(({number}) => number),
    )
    assert.deepEqual([none, read], [undefined, 2000])
    const numbers: number[] = []
    for await (const {number} of history.deployments()) numbers.push(number)
    assert.equal(numbers.length, 2000)
    assert.equal(read, 2000)
  })
})
