import assert from 'node:assert/strict'

import {createSecrets} from '../secrets/secrets.js'
import {createStepLines} from './step-lines.js'

function linesOf(...parts: (string | Uint8Array)[]): string[] {
  const lines = createStepLines(createSecrets().stream())
  return [...parts.flatMap((part) => lines.write(Buffer.from(part))), ...lines.end()]
}

describe('step lines', () => {
  it('puts a line together from its parts', () => {
    assert.deepEqual(linesOf('one\ntw', 'o', '\n\nthree'), ['one', 'two', '', 'three'])
  })

  it('keeps the last version of a line that is written over', () => {
    assert.deepEqual(linesOf('10%\r50%\r100%\n', '1%\r', '2%'), ['100%', '2%'])
  })

  it('takes a Windows line end for what it is, also when it is split', () => {
    assert.deepEqual(linesOf('a\r\nb\r', '\nc\r'), ['a', 'b', 'c'])
  })

  it('puts a character together that was split', () => {
    const bytes = Buffer.from('ü\n')

    assert.deepEqual(linesOf(bytes.subarray(0, 1), bytes.subarray(1)), ['ü'])
  })

  it('does not wait for the end of a line that has none', () => {
    const lines = createStepLines(createSecrets().stream())

    const first = lines.write(Buffer.alloc(10_000, 'x'))

    assert.deepEqual(first, ['x'.repeat(10_000)])
  })
})
