import assert from 'node:assert/strict'

import {toMs} from './to-ms.js'

describe('a duration', () => {
  for (const [text, ms] of [
    ['90s', 90_000],
    ['10m', 600_000],
    ['1h30m', 5_400_000],
    ['2d', 172_800_000],
    ['0', 0],
    ['0s', 0],
  ] as const) {
    it(`of ${text} is ${ms} ms`, () => {
      assert.equal(toMs('timeout', text), ms)
    })
  }

  for (const text of ['', '10', '5x', '10 m', '-1m', '1.5h', 'm10']) {
    it(`"${text}" is none, and the flag and the value are named`, () => {
      assert.throws(() => toMs('wait-for-lock', text), {
        code: 'USAGE',
        message: new RegExp(`^--wait-for-lock ${text} is`),
      })
    })
  }
})
