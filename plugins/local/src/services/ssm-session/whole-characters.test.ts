import assert from 'node:assert/strict'

import {createWholeCharacters} from './whole-characters.js'

describe('whole characters', () => {
  it('go on their way, a part of one waits for the rest', () => {
    const whole = createWholeCharacters()
    const bytes = Buffer.from('aü€😀b')

    const pieces = [...bytes].map((byte) => whole(Buffer.from([byte])).toString())

    assert.deepEqual(pieces.filter(Boolean), ['a', 'ü', '€', '😀', 'b'])
  })

  it('are all there is at the end: a part of one is lost', () => {
    const whole = createWholeCharacters()

    assert.deepEqual(whole(Buffer.from([0x61, 0xe2, 0x82])), Buffer.from('a'))
  })
})
