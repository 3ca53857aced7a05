import assert from 'node:assert/strict'

import {append, beginsWithLine, concat, endingLine, endsLine, type FodderElement, hasLine, lineEnd} from './fodder.js'

const inline: FodderElement = {kind: 'inline', blanks: 0, indent: 0, comment: ['/* c */']}
const paragraph: FodderElement = {kind: 'paragraph', blanks: 0, indent: 2, comment: ['// p']}

describe('fodder', () => {
  it('joins line ends, and keeps the comments of both', () => {
    assert.deepEqual(concat([lineEnd(1, 2)], [lineEnd(2, 4)]), [lineEnd(3, 4)])
    assert.deepEqual(concat([lineEnd(0, 0, ['// a'])], [lineEnd(1, 2, ['// b'])]), [
      lineEnd(0, 0, ['// a']),
      {kind: 'paragraph', blanks: 1, indent: 2, comment: ['// b']},
    ])
    assert.deepEqual(concat([], [inline]), [inline])
    assert.deepEqual(concat([inline], []), [inline])
  })

  it('begins a line for a paragraph', () => {
    const fodder = [inline]

    append(fodder, paragraph)

    assert.deepEqual(fodder, [inline, lineEnd(0, 2), paragraph])
  })

  it('says where lines begin and end', () => {
    assert.deepEqual([[], [inline], [lineEnd(), inline], [inline, lineEnd()]].map(endsLine), [
      false,
      false,
      false,
      true,
    ])
    assert.deepEqual([[], [inline, lineEnd()], [paragraph]].map(beginsWithLine), [false, false, true])
    assert.deepEqual([[], [inline], [inline, lineEnd()]].map(hasLine), [false, false, true])
    assert.deepEqual(endingLine([inline]), [inline, lineEnd()])
    assert.deepEqual(endingLine([paragraph]), [paragraph])
  })
})
