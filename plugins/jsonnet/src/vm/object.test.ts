import assert from 'node:assert/strict'

import {evaluate} from '../evaluate.js'

const value = (source: string): unknown => JSON.parse(evaluate(source, {maxStack: 100_000}))

/** Objects to which little is added `count` times, each asked for something in between. */
const folded = (count: number, added: string) =>
  `std.foldl(function(o, i) if std.objectHas(o, 'none') then {} else o + ${added}, std.range(1, ${count}), {f: 0, h:: 1, n: 0})`

describe('an object of many layers', () => {
  it('has the fields of all, the last of each name first', () => {
    const o = folded(700, "{f: i, ['k%d' % (i % 500)]: i}")

    assert.deepEqual(value(`local o = ${o}; [o.f, o.h, o.k1, o.k300, o.k499, std.length(o), 'k500' in o]`), [
      700,
      1,
      501,
      300,
      499,
      502,
      false,
    ])
  })

  it('hides what a layer hides, until another shows it', () => {
    const o = folded(600, "{[if i == 300 then 'f']:: i, [if i == 500 then 'h']::: i, [if i == 520 then 'n']+:: 1}")

    assert.deepEqual(
      value(`local o = ${o}; [std.objectFields(o), o.f, o.n, std.objectHasAll(o, 'f'), std.objectHas(o, 'f')]`),
      [['h'], 300, 1, true, false],
    )
  })

  it('goes from layer to layer by super and +:', () => {
    const o = folded(600, "{n+: 1, f: super.f + i, ['s%d' % i]:: 's%d' % (i - 1) in super}")

    assert.deepEqual(value(`local o = ${o}; [o.n, o.f, o.s1, o.s2, o.s600]`), [600, 180_300, false, true, true])
  })

  it('sees its own fields from every layer, and those of what is added to it', () => {
    const o = folded(600, "{[if i == 5 then 'g']: self.f + 1, f: i}")

    assert.deepEqual(value(`local o = ${o}; [o.g, (o + {f: 1}).g, (o + {f: 1} + o).g, o == o + {}]`), [
      601,
      2,
      601,
      true,
    ])
  })

  it('takes a time that is as its number of layers', () => {
    const time = (count: number) => {
      const began = performance.now()
      value(`std.length(${folded(count, "{['k%d' % i]: i}")})`)
      return performance.now() - began
    }
    time(1000)

    // Ten times the layers in less than fifty times the time: where it grows by the square it is a hundred.
    assert.ok(time(20_000) < 50 * Math.max(time(2000), 20))
  })
})
