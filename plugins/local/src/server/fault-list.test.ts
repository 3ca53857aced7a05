import assert from 'node:assert/strict'

import type {ResourceStep} from '../services/cloudformation/faults.js'
import {createFaultList} from './fault-list.js'

const call = {service: 'ecs', operation: 'CreateService', region: 'eu-west-1'}
const step: ResourceStep = {
  service: 'cloudformation',
  region: 'eu-west-1',
  stack: 'vast-dev-network',
  logicalId: 'NatGateway',
  resourceType: 'AWS::EC2::NatGateway',
  action: 'create',
}

describe('the fault list', () => {
  it('strikes once, unless asked for more', () => {
    const faults = createFaultList()
    faults.add({service: 'ecs', operation: 'CreateService', code: 'Throttling'})
    faults.add({logicalId: 'NatGateway', reason: 'no address left', times: 2})

    const calls = [faults.takeCall(call).failure?.code, faults.takeCall(call).failure?.code]
    const steps = [1, 2, 3].map(() => faults.resources.take(step)?.reason)

    assert.deepEqual(calls, ['Throttling', undefined])
    assert.deepEqual(steps, ['no address left', 'no address left', undefined])
  })

  it('strikes only where every given field matches', () => {
    const faults = createFaultList()
    faults.add({stack: 'vast-dev-network', action: 'delete', reason: 'in use'})
    faults.add({service: 'ecs', region: 'us-east-1'})

    const missed = [faults.resources.take(step), faults.takeCall(call).failure]
    const struck = faults.resources.take({...step, action: 'delete'})

    assert.deepEqual(missed, [undefined, undefined])
    assert.deepEqual(struck, {reason: 'in use'})
  })

  it('keeps calls of CloudFormation and steps of its resources apart', () => {
    const faults = createFaultList()
    faults.add({service: 'cloudformation', code: 'Throttling'})

    assert.equal(faults.resources.take(step), undefined)
    assert.equal(faults.takeCall({...call, service: 'cloudformation'}).failure?.code, 'Throttling')
  })

  it('delays and fails the same step', () => {
    const faults = createFaultList()
    faults.add({logicalId: 'NatGateway', ms: 5})
    faults.add({logicalId: 'NatGateway', reason: 'late and wrong'})

    assert.deepEqual(faults.resources.take(step), {delayMs: 5, reason: 'late and wrong'})
  })

  it('refuses a rule that strikes nothing, everything, or two kinds of thing', () => {
    const faults = createFaultList()

    const problems = [{}, {service: 'ecs', times: 0}, {operation: 'CreateService', logicalId: 'Service'}].map((rule) =>
      faults.add(rule),
    )

    assert.equal(problems.filter(Boolean).length, 3)
    assert.deepEqual(faults.list(), [])
  })
})
