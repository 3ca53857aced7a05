import assert from 'node:assert/strict'

import {lossesOfDeletion, type LossScope} from './data-loss.js'
import {parseTemplate} from './parse-template.js'

const TEMPLATE = `Resources:
  Queue: {Type: AWS::SQS::Queue, DeletionPolicy: Delete}
`

const lossesWith = (notes: LossScope['notes']) =>
  lossesOfDeletion({part: 'work', template: parseTemplate(TEMPLATE, 'work.yaml'), notes}, [
    {logicalId: 'Queue', physicalId: 'http://queue'},
  ]).map(({grave, reason}) => [grave, reason])

describe('what a deletion would lose', () => {
  it('is grave by its type, with a note or without', () => {
    assert.deepEqual(lossesWith({}), [[true, 'is deleted']])
    assert.deepEqual(lossesWith({Queue: 'work to do'}), [[true, 'is deleted: work to do']])
  })

  it('is not grave where the definition says so', () => {
    const note = {reason: 'names of objects that stay', grave: false}

    assert.deepEqual(lossesWith({Queue: note}), [[false, 'is deleted: names of objects that stay']])
  })
})
