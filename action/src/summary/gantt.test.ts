import assert from 'node:assert/strict'

import {commandRun, nodeRun} from '../testing/sample-run.fixture.js'
import {gantt} from './gantt.js'

const resource = {type: 'AWS::EC2::VPC', status: 'CREATE_COMPLETE'}

describe('gantt', () => {
  it('draws the slow ones side by side, in the order in which they began', () => {
    const image = nodeRun({node: {kind: 'image', name: 'server'}, startedAt: 0, endedAt: 20_000})
    const stack = nodeRun({
      startedAt: 0,
      endedAt: 40_000,
      resources: [
        {...resource, logicalId: 'Vpc', startedAt: 20_000, endedAt: 40_000},
        {...resource, logicalId: 'Quick', startedAt: 5, endedAt: 10},
      ],
    })

    const rows = gantt(commandRun({nodes: [stack, image]}))
      .split('\n')
      .slice(1, -1)

    assert.deepEqual(rows, [
      `image server  ${'█'.repeat(20)}${'·'.repeat(20)}  20 s`,
      `network/Vpc   ${'·'.repeat(20)}${'█'.repeat(20)}  20 s`,
    ])
  })

  it('is nothing where nothing was done', () => {
    assert.equal(gantt(commandRun({nodes: [nodeRun({state: 'unchanged'})]})), '')
  })
})
