import assert from 'node:assert/strict'

import type {Stack} from './context.js'
import {deletionGraph} from './deletion-graph.js'

const stack = (outputs: Record<string, string>, parameters: Record<string, string> = {}): Stack => ({
  id: 'arn',
  name: 's',
  status: 'CREATE_COMPLETE',
  parameters,
  outputs,
  tags: [],
  terminationProtection: false,
  createdAt: 0,
})

describe('deletionGraph', () => {
  it('lets a stack wait for all that were given an output or an image of it', () => {
    const graph = deletionGraph(
      new Map([
        ['registry', stack({Uri: '127.0.0.1:5000/app/server'})],
        ['network', stack({VpcId: 'vpc-1'})],
        ['server', stack({Arn: 'arn:service'}, {Vpc: 'vpc-1', Image: '127.0.0.1:5000/app/server@sha256:ab'})],
        ['client', stack({}, {Vpc: 'vpc-1', Server: 'arn:service'})],
      ]),
    )

    assert.deepEqual(Object.fromEntries([...graph].map(([key, {needs}]) => [key, needs])), {
      'stack client': [],
      'stack server': ['stack client'],
      'stack network': ['stack server', 'stack client'],
      'stack registry': ['stack server'],
    })
  })

  it('makes no circle of a value that two stacks share by chance', () => {
    const graph = deletionGraph(
      new Map([
        ['a', stack({X: '1'}, {N: '1'})],
        ['b', stack({Y: '1'}, {N: '1'})],
      ]),
    )

    assert.deepEqual(graph.get('stack b')?.needs, [])
  })
})
