import assert from 'node:assert/strict'

import {toTime} from './to-time.js'

const NOW = Date.parse('2026-01-31T12:00:00Z')

describe('a time', () => {
  for (const [text, iso] of [
    ['10m', '2026-01-31T11:50:00.000Z'],
    ['2d', '2026-01-29T12:00:00.000Z'],
    ['2026-01-30T08:00:00Z', '2026-01-30T08:00:00.000Z'],
    ['2026-01-30T08:00:00+02:00', '2026-01-30T06:00:00.000Z'],
    ['2026-01-30', '2026-01-30T00:00:00.000Z'],
  ] as const) {
    it(`of ${text} is ${iso}`, () => {
      assert.equal(new Date(toTime('since', text, NOW)).toISOString(), iso)
    })
  }

  for (const text of ['yesterday', '10', '2026-13-01', '']) {
    it(`"${text}" is none, and the flag and the value are named`, () => {
      assert.throws(() => toTime('since', text, NOW), {
        code: 'USAGE',
        message: new RegExp(`^--since ${text} is no time`),
      })
    })
  }
})
