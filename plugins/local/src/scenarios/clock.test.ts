import assert from 'node:assert/strict'
import {setTimeout as sleep} from 'node:timers/promises'

import {createClock} from './clock.js'

describe('the clock of a scenario', () => {
  it('runs as many times as fast as it is told, and never back', async () => {
    const clock = createClock(100, 0)
    const began = performance.now()
    const first = clock.now()

    await sleep(30)

    const passed = performance.now() - began
    const second = clock.now()
    assert.ok(first <= second)
    assert.ok(second >= 2_900 && second <= (passed + 20) * 100, `${second} in ${passed} ms`)
  })
})
