import assert from 'node:assert/strict'

import fc from 'fast-check'

import {createFrameReader, decodeFrame} from './read-frames.js'

describe('frames of the remote script', () => {
  it('are found in pieces of any size, with anything between them', () => {
    const text = fc.stringMatching(/^[A-Za-z0-9+/=\n]{0,80}$/)
    const noise = fc.stringMatching(/^[^\u0001\u0002]{0,20}$/u)
    const shown = fc.array(fc.tuple(noise, fc.constantFrom('O', 'E', 'R', 'X'), text), {maxLength: 20})

    fc.assert(
      fc.property(shown, fc.array(fc.integer({min: 1, max: 30}), {minLength: 1}), (frames, sizes) => {
        const bytes = Buffer.from(frames.map(([before, kind, of]) => `${before}\x01${kind}${of}\x02`).join(''))
        const read = createFrameReader()

        const found = pieces(bytes, sizes).flatMap((piece) => read(piece))

        assert.deepEqual(
          found,
          frames.map(([, kind, of]) => ({kind, text: of})),
        )
      }),
    )
  })

  it('that never end are an error, not a full memory', () => {
    const read = createFrameReader()
    read(Buffer.from('\x01O'))

    assert.throws(() => read(Buffer.alloc(2 * 1024 * 1024, 'A')), {code: 'SESSION_GARBLED'})
  })

  it('are decoded from base64 in lines and from hex in columns', () => {
    const bytes = Buffer.from([0, 1, 2, 255])

    assert.deepEqual(decodeFrame('AAEC\r\n/w==\n', 'base64'), bytes)
    assert.deepEqual(decodeFrame(' 00 01 02\n ff\n', 'hex'), bytes)
  })

  it('into which somebody wrote are refused', () => {
    assert.throws(() => decodeFrame('AAEC sudo: a password is required', 'base64'), {code: 'SESSION_GARBLED'})
  })
})

function pieces(bytes: Buffer, sizes: number[]): Buffer[] {
  const cut: Buffer[] = []
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1
    cut.push(bytes.subarray(at, at + size))
    at += size
  }
  return cut
}
