import assert from 'node:assert/strict'

import {finishOrUndo} from './finish-or-undo.js'

describe('finishOrUndo', () => {
  it('undoes nothing when all went well', async () => {
    const undo = () => Promise.reject(new Error('undone'))

    assert.equal(await finishOrUndo(() => Promise.resolve('made'), undo), 'made')
  })

  it('blames the first failure, also when the undoing fails', async () => {
    const finish = () => Promise.reject(new Error('no such policy'))
    const undo = () => Promise.reject(new Error('still attached'))

    await assert.rejects(finishOrUndo(finish, undo), /no such policy/)
  })
})
