import assert from 'node:assert/strict'

import fc from 'fast-check'

import type {PlanResult, ResourceChange, StackPlan} from '../plan-result.js'
import {type FailOn, REFUSABLE, refusedChanges} from './refused-changes.js'

const network = {part: 'network', name: 'sample-dev-network', action: 'update', changes: [], unknown: {}} as const
const vpc = {logicalId: 'Vpc', type: 'AWS::EC2::VPC', action: 'modify', properties: []} as const

function told(stack: Partial<StackPlan>, ...failOn: FailOn[]): string[] {
  const refused = refusedChanges({stacks: [{...network, ...stack}]}, failOn.length > 0 ? failOn : REFUSABLE)
  return refused.map(({logicalId = 'stack', change, certain}) => `${logicalId} ${certain ? 'is' : 'may be'} ${change}d`)
}

const TYPES = ['AWS::EC2::VPC', 'AWS::S3::Bucket', 'AWS::AppConfig::ConfigurationProfile', 'AWS::CloudFormation::Stack']

const change: fc.Arbitrary<ResourceChange> = fc.record(
  {
    logicalId: fc.constantFrom('A', 'B', 'C'),
    type: fc.constantFrom(...TYPES),
    action: fc.constantFrom('add', 'modify', 'remove', 'may-change'),
    replacement: fc.constantFrom('True', 'False', 'Conditional'),
    properties: fc.constant([]),
  },
  {requiredKeys: ['logicalId', 'type', 'action', 'properties']},
)
const stack: fc.Arbitrary<StackPlan> = fc.record(
  {
    part: fc.constantFrom('network', 'server'),
    name: fc.constant('sample-dev-x'),
    action: fc.constantFrom('create', 'update', 'recreate', 'restore', 'delete', 'none'),
    status: fc.constantFrom('UPDATE_COMPLETE', 'DELETE_FAILED', 'ROLLBACK_COMPLETE'),
    changes: fc.array(change, {maxLength: 5}),
    unknown: fc.constant({}),
    approximate: fc.constant('Image is new and not known yet'),
  },
  {requiredKeys: ['part', 'name', 'action', 'changes', 'unknown']},
)
const plans: fc.Arbitrary<Pick<PlanResult, 'stacks'>> = fc.record({stacks: fc.array(stack, {maxLength: 4})})

describe('refusedChanges', () => {
  it('lets no replacement pass that CloudFormation announces or holds possible', () => {
    const replaces = ({action, replacement}: ResourceChange) =>
      action === 'modify' && (replacement === 'True' || replacement === 'Conditional')
    fc.assert(
      fc.property(plans, (plan) => {
        const refused = refusedChanges(plan, ['replace'])

        for (const {part, changes} of plan.stacks) {
          for (const {logicalId} of changes.filter(replaces))
            assert.ok(refused.some((one) => one.part === part && one.logicalId === logicalId))
        }
      }),
    )
  })

  it('lets no deletion of a resource or a stack pass', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const refused = refusedChanges(plan, ['delete'])

        for (const {part, action, changes} of plan.stacks) {
          const gone = changes.filter((one) => one.action === 'remove').map(({logicalId}) => logicalId)
          for (const logicalId of [...gone, ...(action === 'delete' ? [undefined] : [])])
            assert.ok(refused.some((one) => one.part === part && one.logicalId === logicalId))
        }
      }),
    )
  })

  it('refuses nothing that was not named, and of both what either refuses', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const both = refusedChanges(plan, REFUSABLE)

        assert.deepEqual(refusedChanges(plan, []), [])
        for (const kind of REFUSABLE)
          assert.deepEqual(
            refusedChanges(plan, [kind]),
            both.filter((one) => one.change === kind),
          )
      }),
    )
  })

  it('tells what would be from what may be', () => {
    const changes = [
      {...vpc, replacement: 'True'},
      {...vpc, logicalId: 'Log', replacement: 'Conditional'},
      {...vpc, logicalId: 'Group', replacement: 'False'},
      {...vpc, logicalId: 'Unsaid'},
    ] as const

    assert.deepEqual(told({changes}), ['Vpc is replaced', 'Log may be replaced', 'Unsaid may be replaced'])
  })

  it('lets additions and changes in place pass', () => {
    const changes = [
      {...vpc, action: 'add'},
      {...vpc, replacement: 'False'},
    ] as const

    assert.deepEqual(told({changes}), [])
  })

  it('takes a new revision for no replacement: its service knows no other update', () => {
    const task = {...vpc, logicalId: 'Task', type: 'AWS::ECS::TaskDefinition'} as const

    assert.deepEqual(told({changes: [{...task, replacement: 'True'}]}), [])
    assert.deepEqual(told({changes: [{...task, action: 'remove'}]}), ['Task is deleted'])
  })

  it('leaves to the change set of the deploy what the templates alone cannot tell', () => {
    const changes = [vpc, {...vpc, logicalId: 'Gone', action: 'remove'}] as const

    assert.deepEqual(told({changes, approximate: 'Image is new'}), ['Gone is deleted'])
  })

  it('takes a nested stack for what it may hide', () => {
    const changes = [{...vpc, logicalId: 'Inner', type: 'AWS::CloudFormation::Stack', replacement: 'False'}] as const

    assert.deepEqual(told({changes}), ['Inner may be replaced', 'Inner may be deleted'])
  })

  it('counts a part that the settings no longer name, with what is in it', () => {
    assert.deepEqual(told({action: 'delete', changes: [{...vpc, action: 'remove'}]}), [
      'stack is deleted',
      'Vpc is deleted',
    ])
  })

  it('counts the rest of a failed deletion, which was in use, and not that of a failed creation', () => {
    assert.deepEqual(told({action: 'recreate', status: 'DELETE_FAILED'}), ['stack is deleted'])
    assert.deepEqual(told({action: 'recreate', status: 'ROLLBACK_COMPLETE'}), [])
  })
})
