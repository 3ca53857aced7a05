import assert from 'node:assert/strict'

import {acos, asin, atan, atan2, cos, exp, hypot, log, power, sin, tan} from './elementary.js'

describe('the elementary functions', () => {
  it('round the last digit as the library of C does', () => {
    assert.equal(exp(3.0809), 21.77799377315087)
    assert.equal(power(10, -17), 1e-17)
    assert.equal(power(10, 22), 1e22)
    assert.equal(power(-2, 3), -8)
    assert.equal(power(2, -1074), 5e-324)
    assert.equal(hypot(3, 4), 5)
    assert.equal(hypot(100000, 2.25), 100000.0000253125)
    assert.equal(log(10), 2.302585092994046)
    assert.equal(sin(1), 0.8414709848078965)
    assert.equal(cos(1), 0.5403023058681398)
    assert.equal(tan(1), 1.5574077246549023)
    assert.equal(atan(1), Math.PI / 4)
    assert.equal(atan2(-1.634432522875458, 9.496243563246095), -0.1704436551557951)
    assert.equal(asin(0.5), 0.5235987755982989)
    assert.equal(acos(0.5), 1.0471975511965979)
  })

  it('know the numbers that are none', () => {
    for (const value of [log(-1), power(-1, 0.5), asin(2), acos(2), sin(Infinity)]) assert.ok(Number.isNaN(value))
    assert.deepEqual([log(0), exp(1000), exp(-1000), power(10, 400)], [-Infinity, Infinity, 0, Infinity])
    assert.deepEqual(
      [sin(-0), tan(-0), asin(-0), atan(-0), atan2(-0, 1)].map(Object.is.bind(null, -0)),
      Array(5).fill(true),
    )
  })
})
