import assert from 'node:assert/strict'

import {paint} from '../paint.js'
import {table} from './table.js'

describe('table', () => {
  it('aligns rows of different lengths, and painted cells by what is seen of them', () => {
    const lines = table([['a', 'b'], [paint.added('long'), 'x', 'third'], ['']], 2)

    assert.deepEqual(lines, ['  a     b', `  ${paint.added('long')}  x  third`, ''])
  })

  it('is nothing without rows', () => {
    assert.deepEqual(table([]), [])
  })
})
