import assert from 'node:assert/strict'

import {enter} from './enter.js'

describe('the working directory', () => {
  it('is named where there is none of the name', () => {
    const before = process.cwd()

    assert.throws(() => enter('no/such folder'), {
      code: 'INPUT_INVALID',
      message: 'the input working-directory is no folder that can be entered: "no/such folder"',
    })
    assert.equal(process.cwd(), before)
  })
})
