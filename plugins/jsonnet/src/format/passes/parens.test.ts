import assert from 'node:assert/strict'

import {format} from '../format.js'

describe('parentheses in parentheses', () => {
  it('are removed, a pair at a time', () => {
    assert.equal(format('((1))'), '(1)\n')
    assert.equal(format('(((1)))'), '((1))\n')
    assert.equal(format('((((1))))'), '((1))\n')
  })

  it('leave their comments', () => {
    assert.equal(format('(/* a */ (/* b */ 1 /* c */) /* d */)'), '(/* a */ /* b */ 1/* c */ /* d */)\n')
  })
})
