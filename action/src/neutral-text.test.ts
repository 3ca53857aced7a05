import assert from 'node:assert/strict'

import * as fc from 'fast-check'

import {createNeutral} from './neutral-text.js'
import {commandsIn} from './testing/runner-commands.fixture.js'

describe('createNeutral', () => {
  it('leaves ordinary text as it is', () => {
    const text = 'a::b # [x] ## y\n\tstd::vector\narn:aws:iam::123456789012:role/x\n'

    assert.equal(createNeutral().pass(text), text)
  })

  for (const line of [
    '::set-output name=x::y',
    '  ::endgroup::',
    '\u00A0::add-mask::x',
    'a ##[error]b',
    '###[group]x',
  ]) {
    it(`shows ${JSON.stringify(line)}, and it is no command`, () => {
      const shown = createNeutral().pass(`${line}\n`)

      assert.deepEqual(commandsIn(shown), [])
      assert.equal(shown.replaceAll(' ', ''), `${line}\n`.replaceAll(' ', ''))
    })
  }

  it('takes colours away before it looks', () => {
    assert.equal(createNeutral().pass('\u001B[31m::stop-commands::x\u001B[0m\n'), ': :stop-commands::x\n')
  })

  it('lets no command through, whatever the text and wherever it is cut', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '::',
        ':',
        '#',
        '##',
        '##[',
        '[',
        ']',
        '\n',
        '\r',
        ' ',
        '\t',
        '\u0085',
        '\uFEFF',
        '\u001B[0m',
        'group',
        '\0',
      ),
      fc.string({unit: 'binary', maxLength: 4}),
    )
    fc.assert(
      fc.property(fc.array(piece, {maxLength: 30}), (pieces) => {
        const neutral = createNeutral()
        assert.deepEqual(commandsIn(pieces.map((one) => neutral.pass(one)).join('')), [])
      }),
      {numRuns: 2000},
    )
  })
})
