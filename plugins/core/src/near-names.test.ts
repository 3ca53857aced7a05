import assert from 'node:assert/strict'

import {nearNames} from './near-names.js'

describe('the tags near one that is not there', () => {
  it('are the likest, five at most, the newer first among equals', () => {
    const tags = ['latest', 'main', 'v1.1.0', 'v2.3.1', 'v3.0.0', 'v3.0.1', 'v3.0.2', 'v3.0.3', 'v3.0.4']

    assert.deepEqual(nearNames('v3.0.9', tags), ['v3.0.4', 'v3.0.3', 'v3.0.2', 'v3.0.1', 'v3.0.0'])
    assert.deepEqual(nearNames('lates', tags), ['latest'])
    assert.deepEqual(nearNames('something-else', tags), [])
  })
})
