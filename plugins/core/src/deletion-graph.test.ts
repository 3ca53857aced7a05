import assert from 'node:assert/strict'

import type {Stack} from './context.js'
import {deletionGraph, type DeployedPart} from './deletion-graph.js'

function deployed(part: string, change: Partial<Stack>, after: string[] = []): DeployedPart {
  const stack = {
    id: 'arn',
    name: part,
    status: 'CREATE_COMPLETE',
    parameters: {},
    outputs: {},
    tags: [],
    terminationProtection: false,
    createdAt: 0,
  }
  return {part, after, stack: {...stack, ...change}}
}

const edgesOf = (parts: DeployedPart[]) =>
  Object.fromEntries(
    [...deletionGraph(parts)].map(([key, {needs}]) => [
      key.replace('stack ', ''),
      needs.map((need) => need.replace('stack ', '')),
    ]),
  )

describe('deletionGraph', () => {
  it('lets a stack wait for all that were given an output or an image of it', () => {
    const edges = edgesOf([
      deployed('registry', {outputs: {Uri: '127.0.0.1:5000/app/server'}}),
      deployed('network', {outputs: {VpcId: 'vpc-1'}}),
      deployed('server', {
        outputs: {Arn: 'arn:service'},
        parameters: {Vpc: 'vpc-1', Image: '127.0.0.1:5000/app/server@sha256:ab'},
      }),
      deployed('client', {parameters: {Vpc: 'vpc-1', Server: 'arn:service'}}),
    ])

    assert.deepEqual(edges, {client: [], server: ['client'], network: ['server', 'client'], registry: ['server']})
  })

  it('makes no circle of a value that two stacks share by chance', () => {
    const edges = edgesOf([
      deployed('a', {outputs: {X: '1'}, parameters: {N: '1'}}),
      deployed('b', {outputs: {Y: '1'}, parameters: {N: '1'}}),
    ])

    assert.deepEqual(edges, {b: [], a: ['b']})
  })

  it('lets all later parts go first where the values cannot tell', () => {
    const halfDone = edgesOf([deployed('network', {status: 'UPDATE_ROLLBACK_COMPLETE'}), deployed('server', {})])
    const secret = edgesOf([deployed('network', {}), deployed('server', {parameters: {Password: '****'}})])
    const after = edgesOf([deployed('network', {}), deployed('server', {}, ['network'])])

    for (const edges of [halfDone, secret, after]) assert.deepEqual(edges, {server: [], network: ['server']})
  })
})
