import assert from 'node:assert/strict'

import {format} from '../format.js'

describe('names', () => {
  it('have no quotes where they need none', () => {
    assert.equal(
      format(`{'a': 1, "b"(x):: 2, ['c']: 3, ['d']+: 4, @'e': 5}`),
      '{ a: 1, b(x):: 2, c: 3, d+: 4, e: 5 }\n',
    )
    assert.equal(format(`a['b']["c"]`), 'a.b.c\n')
  })

  it('have no brackets where they need quotes alone', () => {
    assert.equal(format(`{["a b"]: 1, ['if']: 2, "3": 4, '': 5}`), `{ 'a b': 1, 'if': 2, '3': 4, '': 5 }\n`)
    assert.equal(format(`a['b c']['if']`), `a['b c']['if']\n`)
  })

  it('keep their comments', () => {
    assert.equal(format(`{/* a */ [/* b */ 'c' /* d */]: 1}`), '{ /* a */ /* b */ c/* d */: 1 }\n')
  })

  it('stay in comprehensions, and behind super', () => {
    assert.equal(format(`{['a']: 1 for x in y}`), `{ ['a']: 1 for x in y }\n`)
    assert.equal(format(`{a: super['b']}`), `{ a: super['b'] }\n`)
  })
})
