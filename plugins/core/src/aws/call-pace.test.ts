import assert from 'node:assert/strict'

import {createCallPace} from './call-pace.js'
import {VirtualClock} from './virtual-clock.fixture.js'

const {signal} = new AbortController()

describe('the pace of calls', () => {
  it('is as fast as they come while nothing throttles', async () => {
    const clock = new VirtualClock()
    const pace = createCallPace(clock)

    const sent = await clock.run(Promise.all(Array.from({length: 50}, () => pace.turn(signal))))

    assert.deepEqual(new Set(sent), new Set([0]))
  })

  it('is one after the other after a throttle', async () => {
    const clock = new VirtualClock()
    const pace = createCallPace(clock)
    pace.throttled(await pace.turn(signal))

    const sent = await clock.run(Promise.all(Array.from({length: 4}, () => pace.turn(signal))))

    assert.deepEqual(
      sent.map((at) => Math.round(at / (1000 / 6))),
      [0, 1, 2, 3],
    )
  })

  it('is halved once for calls that were sent together', async () => {
    const clock = new VirtualClock()
    const pace = createCallPace(clock)
    const sent = [await pace.turn(signal), await pace.turn(signal), await pace.turn(signal)]
    clock.jump(50)

    for (const at of sent) pace.throttled(at)

    assert.equal(Math.round(1000 / pace.gap), 6)
  })

  it('falls to one call in two seconds and comes back', async () => {
    const clock = new VirtualClock()
    const pace = createCallPace(clock)
    for (let count = 0; count < 20; count += 1) pace.throttled(await clock.run(pace.turn(signal)))

    assert.equal(pace.gap, 2000)

    for (let count = 0; count < 500; count += 1) pace.answered()
    assert.equal(pace.gap, 0)
  })

  it('gives the turn of one who gave up to the next', async () => {
    const clock = new VirtualClock()
    const pace = createCallPace(clock)
    pace.throttled(await pace.turn(signal))
    await pace.turn(signal)
    const impatient = new AbortController()
    const given = Promise.allSettled(Array.from({length: 100}, () => pace.turn(impatient.signal)))
    impatient.abort('SIGINT')
    await given

    const sent = await clock.run(pace.turn(signal))

    assert.ok(sent < 200)
  })
})
