import assert from 'node:assert/strict'

import {format} from '../format.js'

describe('the colons of a slice', () => {
  it('are those that are needed', () => {
    const slices = {'a[1:]': 'a[1:]', 'a[::]': 'a[:]', 'a[1:2:]': 'a[1:2]', 'a[1::2]': 'a[1::2]', 'a[: :2]': 'a[::2]'}

    for (const [source, formatted] of Object.entries(slices)) assert.equal(format(source), `${formatted}\n`)
  })

  it('leave their comments', () => {
    assert.equal(format('a[1:2 /* b */ :]'), 'a[1:2/* b */]\n')
  })
})
