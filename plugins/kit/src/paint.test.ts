import assert from 'node:assert/strict'

import {fitted, paint} from './paint.js'

const text = paint.added('+ Vpc')
const terminal = {isTTY: true}

describe('fitted', () => {
  it('keeps colour on a terminal only', () => {
    assert.equal(fitted(text, terminal, {}), '\u001B[32m+ Vpc\u001B[39m')
    assert.equal(fitted(text, {}, {}), '+ Vpc')
    assert.equal(fitted(text, terminal, {TERM: 'dumb'}), '+ Vpc')
  })

  it('honours NO_COLOR and FORCE_COLOR', () => {
    assert.equal(fitted(text, terminal, {NO_COLOR: '1'}), '+ Vpc')
    assert.equal(fitted(text, terminal, {NO_COLOR: ''}), text)
    assert.equal(fitted(text, {}, {FORCE_COLOR: '1'}), text)
    assert.equal(fitted(text, terminal, {FORCE_COLOR: '0'}), '+ Vpc')
  })
})
