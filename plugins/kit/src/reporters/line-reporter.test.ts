import assert from 'node:assert/strict'

import {createLineReporter} from './line-reporter.js'

describe('the line reporter', () => {
  it('writes each line with the time of day, and moves no cursor', () => {
    let written = ''
    const now = () => new Date(2026, 10, 21, 9, 5, 7)
    const reporter = createLineReporter({
      lines: () => ['one', '\u001B[2Jtwo\u0007'],
      write: (text) => (written += text),
      now,
    })

    reporter.report({type: 'warning', code: 'X', message: ''})
    reporter.rest()

    assert.equal(written, '09:05:07 one\n09:05:07 two\n')
  })
})
