import assert from 'node:assert/strict'
import {setTimeout as sleep} from 'node:timers/promises'

import {createKeyKeeper, DETACH_KEYS} from './detach-keys.js'

describe('the detach keys of a terminal', () => {
  let pieces: string[]
  let take: (text: string) => boolean
  beforeEach(() => {
    pieces = []
    const keep = createKeyKeeper((bytes) => pieces.push(bytes.toString('latin1')) > 0)
    take = (text) => keep(Buffer.from(text, 'latin1'))
  })

  it('are names that Docker knows', () => {
    assert.match(DETACH_KEYS, /^(ctrl-_,ctrl-\^,?){16}$/)
  })

  it('end no piece while more comes, so that Docker doubles none of them', async () => {
    take('a\x1f')
    take('\x1e')
    take('b\x1f\x1f')
    take('c')
    await sleep(50)

    assert.deepEqual(pieces, ['a', '\x1f\x1eb', '\x1f\x1fc'])
  })

  it('go on after a moment where nothing comes', async () => {
    take('a\x1f')
    await sleep(50)
    take('b')

    assert.deepEqual(pieces, ['a', '\x1f', 'b'])
  })
})
