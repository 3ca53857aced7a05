import assert from 'node:assert/strict'

import {toFilterPattern} from './to-filter-pattern.js'

describe('a filter', () => {
  it('of plain text is that text, in this order, with its spaces', () => {
    assert.equal(toFilterPattern('error 404: "gone"'), '"error 404: \\"gone\\""')
  })

  for (const pattern of [
    '{ $.level = "error" }',
    '[ip, user, status=4*]',
    '"a" "b"',
    '?error ?warning',
    '%4\\d\\d%',
    '-debug',
  ]) {
    it(`of ${pattern} is CloudWatch's own pattern`, () => {
      assert.equal(toFilterPattern(pattern), pattern)
    })
  }
})
