import assert from 'node:assert/strict'

import {format} from '../format.js'

/** The same once it is formatted; and so it is when it is not indented. */
function keeps(source: string): void {
  assert.equal(format(`${source}\n`), `${source}\n`)
  assert.equal(format(source.replace(/\n +/g, '\n')), `${source}\n`)
}

describe('indentation', () => {
  it('goes a step inwards behind an opening bracket', () => {
    keeps('{\n  a: [\n    1,\n    {\n      b: f(\n        2\n      ),\n    },\n  ],\n}')
  })

  it('lines up with what follows a bracket on its line', () => {
    keeps('[1, f(2,\n      3)]')
    keeps('{ a: g(1,\n       2) }')
    keeps('(a +\n b)')
  })

  it('lines up operands, and goes inwards behind keywords', () => {
    keeps('a +\nb')
    keeps('local x =\n  a +\n  b;\nx')
    keeps('{\n  a: b +\n     c,\n}')
    keeps('if a then\n  b\nelse\n  c')
    keeps('local f(x) =\n  x,\n      g = 1;\nf')
    keeps('function(x)\n  x')
    keeps('assert a :\n       b;\nerror\n  c')
    keeps('[\n  x\n  for x in\n    y\n  if z\n]')
  })

  it('goes on behind calls and indices', () => {
    keeps('a\n.b(c)\n.d')
    keeps('a.b(c) {\n  d: 1,\n}')
    keeps('std.map(function(x) {\n  a: x,\n}, b)')
    keeps('a.b(1,\n    2)')
  })

  it('is counted in code points of strings', () => {
    keeps("['ä😀', f(1,\n         2)]")
  })

  it('does not move what stands before the closing bracket of a slice', () => {
    assert.equal(format('a[1 // b\n      :2 // c\n   ]'), 'a[1  // b\n  :2  // c\n   ]\n')
  })

  it('moves comments with what follows', () => {
    assert.equal(
      format('[ // a\n/* b\n c */\n1, /* d */ 2, // e\n// f\n]'),
      '[  // a\n  /* b\n   c */\n  1, /* d */\n  2,  // e\n  // f\n]\n',
    )
  })
})

describe('spaces', () => {
  it('stand around operators and keywords', () => {
    assert.equal(format('-1*!a&&(b==+c)in d'), '-1 * !a && (b == +c) in d\n')
    assert.equal(
      format('local a=1,b(c,d=2)=3;assert a:b;if a then b else c'),
      ['local a = 1, b(c, d=2) = 3; assert a : b; if a then b else c\n'].join(''),
    )
    assert.equal(format('f( a ,b = 1 )tailstrict'), 'f(a, b=1) tailstrict\n')
    assert.equal(format('[a for  b in c if d]'), '[a for b in c if d]\n')
  })

  it('stand within braces, and in brackets where they are wanted', () => {
    assert.equal(format('[{a:1},{},[],[1]]'), '[{ a: 1 }, {}, [], [1]]\n')
    assert.equal(format('[{a:1},[1]]', {padArrays: true, padObjects: false}), '[ {a: 1}, [ 1 ] ]\n')
  })

  it('stand before an operand of super, as jsonnetfmt has them', () => {
    assert.equal(format("{a: ('b' in super)}"), "{ a: ( 'b' in super) }\n")
  })

  it('stand behind comments', () => {
    assert.equal(format('/*a*/[/*b*/1/*c*/,/*d*/2/*e*/]/*f*/'), '/*a*/ [/*b*/ 1/*c*/, /*d*/ 2 /*e*/] /*f*/\n')
  })
})

describe('a text block', () => {
  it('is indented with what it belongs to', () => {
    assert.equal(format('{\na: |||\n      b\n\n        c\n   |||,\n}'), '{\n  a: |||\n    b\n\n      c\n  |||,\n}\n')
  })

  it('keeps its end, and its indentation where that is wanted', () => {
    assert.equal(format('|||-\n    a\n   |||'), '|||-\n  a\n|||\n')
    assert.equal(format('|||\n    a\n   |||', {indent: 0}), '|||\n    a\n   |||\n')
  })

  it('has no carriage returns', () => {
    assert.equal(format('|||\r\n  a\r\n|||\r\n'), '|||\n  a\n|||\n')
  })
})
