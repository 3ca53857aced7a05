import assert from 'node:assert/strict'

import fc from 'fast-check'

import {scalingSteps} from './scaling-steps.js'

const shards = fc.integer({min: 1, max: 10_000})

describe('scalingSteps', () => {
  it('goes no further at once than double and half, and ends where it is asked to', () => {
    fc.assert(
      fc.property(shards, shards, (from, to) => {
        const steps = scalingSteps(from, to)

        assert.equal(steps.at(-1) ?? from, to)
        for (const [index, step] of steps.entries()) {
          const before = steps[index - 1] ?? from
          assert.ok(step <= before * 2 && step >= before / 2 && step !== before)
        }
      }),
    )
  })

  it('takes as few steps as can be', () => {
    assert.deepEqual(scalingSteps(1, 5), [2, 4, 5])
    assert.deepEqual(scalingSteps(9, 2), [5, 3, 2])
    assert.deepEqual(scalingSteps(3, 3), [])
  })
})
