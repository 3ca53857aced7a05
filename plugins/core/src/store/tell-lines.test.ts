import assert from 'node:assert/strict'

import {tellLines} from './tell-lines.js'

function told(chunks: readonly Buffer[], longest?: number): string[] {
  const lines: string[] = []
  const stream = tellLines((line) => lines.push(line), longest)
  for (const chunk of chunks) stream.write(chunk)
  stream.end()
  return lines
}

describe('lines of a stream', () => {
  it('are told whole wherever they are cut, inside of a character too', () => {
    const bytes = Buffer.from('é€😀\r\n漢字\n\nlast ü')

    for (let at = 0; at <= bytes.length; at += 1)
      assert.deepEqual(told([bytes.subarray(0, at), bytes.subarray(at)]), ['é€😀', '漢字', '', 'last ü'])
    assert.deepEqual(told([...bytes].map((byte) => Buffer.of(byte))), ['é€😀', '漢字', '', 'last ü'])
  })

  it('show what is no UTF-8, at the end too', () => {
    assert.deepEqual(told([Buffer.from([0x61, 0xc3])]), ['a\uFFFD'])
  })

  it('that are too long are told in pieces', () => {
    assert.deepEqual(told([Buffer.from('123'), Buffer.from('45\n6')], 2), ['123', '45', '6'])
  })
})
