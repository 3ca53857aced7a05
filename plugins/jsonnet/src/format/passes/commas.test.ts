import assert from 'node:assert/strict'

import {format} from '../format.js'

describe('the last comma', () => {
  it('stands where the bracket is on a line of its own', () => {
    assert.equal(format('[1, 2,]'), '[1, 2]\n')
    assert.equal(format('{a: 1,}'), '{ a: 1 }\n')
    assert.equal(format('[\n1\n]'), '[\n  1,\n]\n')
    assert.equal(format('{\na: 1\n}'), '{\n  a: 1,\n}\n')
  })

  it('follows its member at once', () => {
    assert.equal(format('[1 // a\n, // b\n]'), '[\n  1,  // a\n  // b\n]\n')
  })

  it('gives its comments to the bracket, or to what follows', () => {
    assert.equal(format('[1 /* a */, /* b */]'), '[1 /* a */ /* b */]\n')
    assert.equal(format('[x, /* a */ for x in y]'), '[x /* a */ for x in y]\n')
    assert.equal(format('[x /* a */, for x in y]'), '[x /* a */ for x in y]\n')
    assert.equal(format('{[x]: 1 /* a */, for x in y}'), '{ [x]: 1 for x in y /* a */ }\n')
  })

  it('of arguments stays', () => {
    assert.equal(format('f(1,)'), 'f(1,)\n')
  })
})
