import assert from 'node:assert/strict'

import type {StackResourceEvent} from '../events.js'
import {hasFailed, operationsOf, type StackOperation} from './operations-of.js'

const ID = 'arn:stack'
const own = (status: string, at: number): StackResourceEvent => ({
  logicalId: 'vast-dev-network',
  physicalId: ID,
  type: 'AWS::CloudFormation::Stack',
  status,
  at,
})
const vpc = (status: string, at: number): StackResourceEvent => ({logicalId: 'Vpc', type: 'AWS::EC2::VPC', status, at})

describe('the operations of a stack', () => {
  it('are told newest first, a rollback with what it undoes', async () => {
    const events = [
      own('REVIEW_IN_PROGRESS', 1),
      own('CREATE_IN_PROGRESS', 2),
      vpc('CREATE_FAILED', 3),
      own('ROLLBACK_IN_PROGRESS', 4),
      own('ROLLBACK_COMPLETE', 5),
      own('DELETE_IN_PROGRESS', 6),
      own('DELETE_COMPLETE', 7),
    ]

    const operations = await all(events)

    assert.deepEqual(
      operations.map(({kind, startedAt, endedAs, endedAt}) => ({kind, startedAt, endedAs, endedAt})),
      [
        {kind: 'DELETE', startedAt: 6, endedAs: 'DELETE_COMPLETE', endedAt: 7},
        {kind: 'CREATE', startedAt: 2, endedAs: 'ROLLBACK_COMPLETE', endedAt: 5},
      ],
    )
    assert.deepEqual(operations.map(hasFailed), [false, true])
  })

  it('are not failed by what an update could not clean up', async () => {
    const events = [
      own('UPDATE_IN_PROGRESS', 1),
      own('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 2),
      vpc('DELETE_FAILED', 3),
      own('UPDATE_COMPLETE', 4),
    ]

    assert.deepEqual((await all(events)).map(hasFailed), [false])
  })

  it('have failed as soon as they go back', async () => {
    const running = [own('UPDATE_IN_PROGRESS', 1), vpc('UPDATE_IN_PROGRESS', 2)]

    assert.deepEqual((await all(running)).map(hasFailed), [false])
    assert.deepEqual((await all([...running, own('UPDATE_ROLLBACK_IN_PROGRESS', 3)])).map(hasFailed), [true])
  })
})

async function all(events: StackResourceEvent[]): Promise<StackOperation[]> {
  const operations = []
  for await (const operation of operationsOf(newestFirst(events), ID)) operations.push(operation)
  return operations
}

async function* newestFirst(events: StackResourceEvent[]) {
  yield* events.toReversed()
}
