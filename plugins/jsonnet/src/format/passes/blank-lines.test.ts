import assert from 'node:assert/strict'

import {format} from '../format.js'

describe('empty lines', () => {
  it('are two at the most, or as many as wanted', () => {
    const source = '[\n\n\n\n1,\n\n2, // a\n\n\n\n]'

    assert.equal(format(source), '[\n\n\n  1,\n\n  2,  // a\n\n\n]\n')
    assert.equal(format(source, {maxBlankLines: 1}), '[\n\n  1,\n\n  2,  // a\n\n]\n')
    assert.equal(format(source, {maxBlankLines: 0}), '[\n\n\n\n  1,\n\n  2,  // a\n\n\n\n]\n')
  })

  it('are none at the head and the end of a file', () => {
    assert.equal(format('\n\n1\n\n'), '1\n')
    assert.equal(format('\n\n// a\n\n1 // b\n\n\n'), '// a\n\n1  // b\n')
  })

  it('stay around a dot', () => {
    assert.equal(format('a\n\n\n\n.b'), 'a\n\n\n\n.b\n')
  })
})
