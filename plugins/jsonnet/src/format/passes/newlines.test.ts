import assert from 'node:assert/strict'

import {format} from '../format.js'

describe('line breaks', () => {
  it('come before all members of a list where one has one', () => {
    assert.equal(format('[1,\n2]'), '[\n  1,\n  2,\n]\n')
    assert.equal(format('{a: 1, b: 2\n}'), '{\n  a: 1,\n  b: 2,\n}\n')
    assert.equal(format('[x for x in y\nif x]'), '[\n  x\n  for x in y\n  if x\n]\n')
    assert.equal(format('{[x]: 1\nfor x in y}'), '{\n  [x]: 1\n  for x in y\n}\n')
    assert.equal(format('(\n1)'), '(\n  1\n)\n')
  })

  it('stay away where they are deeper within', () => {
    assert.equal(format('[{\na: 1}]'), '[{\n  a: 1,\n}]\n')
  })

  it('come between all arguments, or behind the parenthesis and before the other', () => {
    assert.equal(format('f(1,\n2, 3)'), 'f(1,\n  2,\n  3)\n')
    assert.equal(format('f(\n1, 2)'), 'f(\n  1, 2\n)\n')
    assert.equal(format('f(a=1, b=2\n)'), 'f(\n  a=1, b=2\n)\n')
    assert.equal(format('function(a,\nb, c) a'), 'function(a,\n         b,\n         c) a\n')
    assert.equal(format('local f(\na) = a; {\ng(\na): a}'), 'local f(\n  a\n      ) = a; {\n  g(\n    a\n  ): a,\n}\n')
  })

  it('come before all definitions but the first', () => {
    assert.equal(format('local a = 1,\nb = 2, c = 3; a'), 'local a = 1,\n      b = 2,\n      c = 3; a\n')
  })
})
