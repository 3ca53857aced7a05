import assert from 'node:assert/strict'

import fc from 'fast-check'

import {type FailedEvent, foldFailures} from './fold-failures.js'

const failed = (logicalId: string, reason: string, at = 1, more: Partial<FailedEvent> = {}): FailedEvent => ({
  stack: 'app-dev-server',
  logicalId,
  type: 'AWS::EC2::VPC',
  status: 'CREATE_FAILED',
  reason,
  at,
  ...more,
})
const NESTED = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/app-dev-server-Inner/1'
const nested = failed('Inner', `Embedded stack ${NESTED} was not successfully created`, 5, {
  type: 'AWS::CloudFormation::Stack',
  physicalId: NESTED,
})
const cancelled = failed('Neighbour', 'Resource creation cancelled', 0)
const summary = failed('app-dev-server', 'The following resource(s) failed to create: [Vpc].', 9, {
  type: 'AWS::CloudFormation::Stack',
})

describe('folding failures', () => {
  it('takes the first real one for the cause, and counts its consequences', () => {
    const first = failed('Vpc', 'no more VPCs', 3)

    const folded = foldFailures([cancelled, first, summary])

    assert.deepEqual(folded, {cause: first, also: [], folded: 2})
  })

  it('lists what failed on its own beside it', () => {
    const one = failed('Vpc', 'no more VPCs', 3)
    const other = failed('Role', 'denied', 4)

    assert.deepEqual(foldFailures([other, cancelled, one]), {cause: one, also: [other], folded: 1})
  })

  it("takes a nested stack's own failure, and the nested stack for its consequence", () => {
    const inside = failed('Queue', 'exists already', 4, {stack: 'app-dev-server-Inner'})

    assert.deepEqual(foldFailures([nested, inside]), {cause: inside, also: [], folded: 1})
  })

  it('takes the nested stack itself where nothing of it can be read', () => {
    assert.equal(foldFailures([nested, cancelled]).cause, nested)
  })

  it('counts a resource once that fails again in its rollback', () => {
    const first = failed('Service', 'it broke', 3)
    const again = failed('Service', 'it cannot go back', 7, {status: 'UPDATE_FAILED'})

    assert.deepEqual(foldFailures([first, again]), {cause: first, also: [], folded: 1})
  })

  it('takes a consequence where there is nothing else, the summary last', () => {
    assert.equal(foldFailures([summary, cancelled]).cause, cancelled)
    assert.equal(foldFailures([summary]).cause, summary)
    assert.deepEqual(foldFailures([]), {also: [], folded: 0})
  })

  it('finds the same in any order, however often each event is told', () => {
    const event = fc
      .record({
        logicalId: fc.constantFrom('Vpc', 'Role', 'Service', 'app-dev-server'),
        reason: fc.constantFrom('no more', 'denied', 'Resource creation cancelled', 'Resource update cancelled'),
        at: fc.integer({min: 0, max: 3}),
        stack: fc.constantFrom('app-dev-server', 'app-dev-server-Inner'),
      })
      .map(({logicalId, reason, at, stack}) => failed(logicalId, reason, at, {stack}))
    const events = fc.array(fc.oneof(event, fc.constant(nested), fc.constant(summary)), {maxLength: 12})
    const told = events.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], {minLength: 0, maxLength: all.length * 2})),
    )

    fc.assert(
      fc.property(told, ([all, some]) => {
        assert.deepEqual(foldFailures([...some, ...all.toReversed()]), foldFailures(all))
      }),
    )
  })
})
