import assert from 'node:assert/strict'

import {failOnOf} from './fail-on-flag.js'

describe('--fail-on', () => {
  it('is repeated or a list, and each kind counts once', () => {
    assert.deepEqual(failOnOf(['delete', 'replace, delete']), ['replace', 'delete'])
    assert.deepEqual(failOnOf('replace'), ['replace'])
  })

  it('is off where nobody gives it', () => {
    assert.deepEqual([failOnOf(undefined), failOnOf('')], [[], []])
  })

  it('stops with the wrong word instead of standing open', () => {
    const message = '--fail-on takes replace and delete, not "replcae"'

    assert.throws(() => failOnOf(['delete,replcae']), {code: 'USAGE', message})
    assert.throws(() => failOnOf('replcae'), {code: 'USAGE', message})
  })

  it('stops at a flag that is empty, as of a variable that is not set', () => {
    assert.throws(() => failOnOf(['']), {code: 'USAGE', message: '--fail-on takes replace and delete, not ""'})
  })
})
