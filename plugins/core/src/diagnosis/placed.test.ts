import assert from 'node:assert/strict'

import {StackError} from '../errors.js'
import {placed} from './placed.js'

const source = {file: 'network.yaml', text: 'Resources:\n  Logs:\n    Type: AWS::Logs::LogGroup\n'}
const refused = (details: Record<string, unknown>) => new StackError('CHANGE_SET_FAILED', 'no', {details})

describe('a change set that is refused', () => {
  it('is told with the line of the template that the check names', async () => {
    const error = refused({cause: {logicalId: 'Logs', reason: 'already exists (at /Resources/Logs)'}})

    await assert.rejects(placed(Promise.reject(error), source), {
      details: {
        template: {file: 'network.yaml', line: 2},
        cause: {
          logicalId: 'Logs',
          reason: 'already exists (at /Resources/Logs)',
          template: {file: 'network.yaml', line: 2},
        },
      },
    })
  })

  it('is told as it is where no resource is named', async () => {
    await assert.rejects(placed(Promise.reject(refused({})), source), {details: {}})
    await assert.rejects(placed(Promise.reject(new TypeError('x')), source), TypeError)
    assert.equal(await placed(Promise.resolve(1), source), 1)
  })
})
