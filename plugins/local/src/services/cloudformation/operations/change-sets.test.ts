import assert from 'node:assert/strict'

import type {ChangeSet} from '../stack/change-set.js'
import {newStack} from '../stack/new-stack.js'
import {createWorld} from '../world.js'
import {deleteChangeSet} from './change-sets.js'
import type {Call} from './operation.js'

describe('the deletion of a change set', () => {
  for (const status of ['CREATE_PENDING', 'CREATE_IN_PROGRESS'] as const) {
    it(`is refused in ${status}`, () => {
      const {call, stack} = withChangeSet(status)

      assert.throws(() => deleteChangeSet(call), {
        code: 'InvalidChangeSetStatus',
        message: `Cannot delete ChangeSet in status ${status}`,
      })

      assert.equal(stack.changeSets.length, 1)
    })
  }

  for (const status of ['CREATE_COMPLETE', 'FAILED'] as const) {
    it(`succeeds in ${status}`, async () => {
      const {call, stack} = withChangeSet(status)

      await deleteChangeSet(call)

      assert.deepEqual(stack.changeSets, [])
    })
  }
})

/** A stack under review whose change set stays in this status. */
function withChangeSet(status: ChangeSet['status']) {
  const place = {region: 'eu-west-1', accountId: '123456789012'}
  const world = createWorld({
    handlers: {},
    clients: () => ({}) as never,
    accountId: place.accountId,
    faults: {take: () => undefined},
  })
  const stack = newStack({name: 'net', ...place})
  stack.changeSets.push({
    id: 'arn:aws:cloudformation:eu-west-1:123456789012:changeSet/plan/1',
    name: 'plan',
    stackId: stack.id,
    stackName: stack.name,
    kind: 'CREATE',
    createdAt: new Date(),
    deployment: {} as ChangeSet['deployment'],
    status,
    executionStatus: status === 'CREATE_COMPLETE' ? 'AVAILABLE' : 'UNAVAILABLE',
  })
  world.stacks.push(stack)
  const call: Call = {world, ...place, input: {StackName: 'net', ChangeSetName: 'plan'}}
  return {call, stack}
}
