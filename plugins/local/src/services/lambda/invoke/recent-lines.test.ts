import assert from 'node:assert/strict'

import {createRecentLines} from './recent-lines.js'

describe('the recent lines of an execution environment', () => {
  it('end with the last 4 KB by time, however much came before', () => {
    const recent = createRecentLines()
    for (let timestamp = 0; timestamp < 5000; timestamp += 1) recent.add({timestamp, message: `line ${timestamp}`})
    recent.add({timestamp: 4997.5, message: 'late'})

    const tail = recent.tail()

    assert.equal(Buffer.byteLength(tail), 4096)
    assert.match(tail, /line 4997\nlate\nline 4998\nline 4999\n$/)
  })

  it('keep the last one though it alone is too much', () => {
    const recent = createRecentLines()
    recent.add({timestamp: 1, message: 'before'})
    recent.add({timestamp: 2, message: 'x'.repeat(300 * 1024)})

    assert.match(recent.tail(), /^x+\n$/)
  })
})
