import assert from 'node:assert/strict'

import {waitUntil} from './wait-until.js'

describe('waitUntil', () => {
  it('asks until there is an answer', async () => {
    const answers = [undefined, undefined, 'available']

    const answer = await waitUntil('it is not available', () => Promise.resolve(answers.shift()))

    assert.equal(answer, 'available')
  })

  it('passes on what goes wrong while it asks', async () => {
    const look = () => Promise.reject(new Error('failed for good'))

    await assert.rejects(waitUntil('it is not available', look), /failed for good/)
  })
})
