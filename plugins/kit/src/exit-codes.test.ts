import assert from 'node:assert/strict'

import {StackError} from '@aws-stack/core'

import {exitCodeOf} from './exit-codes.js'

const code = (name: string, details = {}) => exitCodeOf(new StackError(name, '', {details}))

describe('exitCodeOf', () => {
  it('tells who has to act', () => {
    const codes = ['SETTINGS_INVALID', 'NOT_DEPLOYED', 'ACCESS_DENIED', 'STACK_FAILED', 'BUSY', 'DECLINED'].map(
      (name) => code(name),
    )

    assert.deepEqual(codes, [2, 3, 4, 5, 7, 9])
  })

  it('leaves as a shell does after the signal', () => {
    assert.deepEqual([code('CANCELLED', {signal: 'SIGINT'}), code('CANCELLED', {signal: 'SIGTERM'})], [130, 143])
  })

  it('takes what it does not know for a bug', () => {
    assert.deepEqual([code('NO_SUCH_CODE'), exitCodeOf(new Error('x')), exitCodeOf(undefined)], [1, 1, 1])
  })
})
