import assert from 'node:assert/strict'

import {DeleteStackCommand, UpdateStackCommand} from '@aws-sdk/client-cloudformation'

import {type LocalCloudFormation, startCloudFormation} from '../testing/start-cloudformation.test.js'

const THREE = {
  Resources: {
    Vpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: '10.0.0.0/16'}},
    Subnet: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: {Ref: 'Vpc'}, CidrBlock: '10.0.0.0/24'}},
    Log: {Type: 'AWS::Logs::LogGroup'},
  },
}

describe('a creation that fails', () => {
  let local: LocalCloudFormation

  beforeEach(async () => {
    local = await startCloudFormation()
  })

  afterEach(() => local.close())

  it('is rolled back with the first cause in its events', async () => {
    local.faults.push({logicalId: 'Subnet', action: 'create', reason: 'no address left'})

    const stack = await local.create('net', THREE)

    assert.equal(stack.StackStatus, 'ROLLBACK_COMPLETE')
    assert.equal(local.services.size, 0)
    const events = await local.events('net')
    const failure = events.find(({ResourceStatus}) => ResourceStatus === 'CREATE_FAILED')
    assert.equal(failure?.LogicalResourceId, 'Subnet')
    assert.equal(failure?.ResourceStatusReason, 'no address left')
    const rollback = events.find(({ResourceStatus}) => ResourceStatus === 'ROLLBACK_IN_PROGRESS')
    assert.equal(
      rollback?.ResourceStatusReason,
      'The following resource(s) failed to create: [Subnet]. Rollback requested by user.',
    )
    const vpc = events
      .filter(({LogicalResourceId}) => LogicalResourceId === 'Vpc')
      .map(({ResourceStatus}) => ResourceStatus)
    assert.deepEqual(vpc.slice(-2), ['DELETE_IN_PROGRESS', 'DELETE_COMPLETE'])
  })

  it('cancels what is in flight', async () => {
    local.faults.push({logicalId: 'Log', delayMs: 60_000}, {logicalId: 'Vpc', action: 'create', reason: 'no'})

    const stack = await local.create('net', THREE)

    assert.equal(stack.StackStatus, 'ROLLBACK_COMPLETE')
    const log = (await local.events('net')).filter(({LogicalResourceId}) => LogicalResourceId === 'Log')
    assert.deepEqual(
      log.map(({ResourceStatus, ResourceStatusReason}) => [ResourceStatus, ResourceStatusReason]),
      [
        ['CREATE_IN_PROGRESS', undefined],
        ['CREATE_FAILED', 'Resource creation cancelled'],
        ['DELETE_COMPLETE', undefined],
      ],
    )
  })

  it('cannot be updated afterwards', async () => {
    local.faults.push({logicalId: 'Vpc', reason: 'no', times: 1})
    const {StackId} = await local.create('net', THREE)

    const update = local.client.send(new UpdateStackCommand({StackName: 'net', TemplateBody: JSON.stringify(THREE)}))

    await assert.rejects(update, {
      name: 'ValidationError',
      message: `Stack:${StackId} is in ROLLBACK_COMPLETE state and can not be updated.`,
    })
  })

  it('ends in ROLLBACK_FAILED when the rollback fails too', async () => {
    local.faults.push(
      {logicalId: 'Subnet', reason: 'no'},
      {logicalId: 'Vpc', action: 'delete', reason: 'in use', times: 1},
    )

    const stack = await local.create('net', THREE)

    assert.equal(stack.StackStatus, 'ROLLBACK_FAILED')
    assert.equal(stack.StackStatusReason, 'The following resource(s) failed to delete: [Vpc]. ')
    await local.client.send(new DeleteStackCommand({StackName: 'net'}))
    assert.equal((await local.settled(stack.StackId!)).StackStatus, 'DELETE_COMPLETE')
    assert.equal(local.services.size, 0)
  })

  it('is left as it is with OnFailure DO_NOTHING, and mended by an update', async () => {
    local.faults.push({logicalId: 'Subnet', reason: 'no', times: 1})
    const broken = await local.create('net', THREE, {OnFailure: 'DO_NOTHING'})

    const mended = await local.update('net', THREE)

    assert.equal(broken.StackStatus, 'CREATE_FAILED')
    assert.equal(mended.StackStatus, 'UPDATE_COMPLETE')
    assert.equal(local.services.size, 3)
  })

  it('is deleted with OnFailure DELETE', async () => {
    local.faults.push({logicalId: 'Subnet', reason: 'no', times: 1})

    const stack = await local.create('net', THREE, {OnFailure: 'DELETE'})

    assert.equal(stack.StackStatus, 'DELETE_COMPLETE')
    assert.equal(local.services.size, 0)
  })

  it('keeps what is to be retained, unless it is to be retained only once it is made', async () => {
    local.faults.push({logicalId: 'Vpc', reason: 'no', delayMs: 50})
    const log = (DeletionPolicy: string) => ({Type: 'AWS::Logs::LogGroup', DeletionPolicy})
    const template = {Resources: {Vpc: THREE.Resources.Vpc, Kept: log('Retain'), Gone: log('RetainExceptOnCreate')}}

    await local.create('net', template)

    const [kept, ...others] = local.services.keys()
    assert.match(kept ?? '', /^net-Kept-/)
    assert.deepEqual(others, [])
  })

  it('says what is wrong with properties when it comes to the resource', async () => {
    const template = {
      Resources: {
        Log: {
          Type: 'AWS::Logs::LogGroup',
          Properties: {RetentionDays: 7, RetentionInDays: 'long', LogGroupClass: 'BEST'},
        },
      },
    }

    await local.create('logs', template)

    const failure = (await local.events('logs')).find(({ResourceStatus}) => ResourceStatus === 'CREATE_FAILED')
    assert.equal(
      failure?.ResourceStatusReason,
      'Property validation failure: [Encountered unsupported properties in {/}: [RetentionDays], ' +
        'Value of property {/RetentionInDays} does not match type {Integer}, #/LogGroupClass: BEST is not a valid enum value]',
    )
  })

  it('says which required property is missing', async () => {
    await local.create('net', {Resources: {Subnet: {Type: 'AWS::EC2::Subnet', Properties: {CidrBlock: '10.0.0.0/24'}}}})

    const failure = (await local.events('net')).find(({ResourceStatus}) => ResourceStatus === 'CREATE_FAILED')
    assert.equal(failure?.ResourceStatusReason, 'Property validation failure: [The property {/VpcId} is required]')
  })

  it('fails at a missing export before anything is made', async () => {
    const template = {
      Resources: {Log: {Type: 'AWS::Logs::LogGroup', Properties: {LogGroupName: {'Fn::ImportValue': 'name'}}}},
    }

    const stack = await local.create('logs', template)

    assert.equal(stack.StackStatus, 'ROLLBACK_COMPLETE')
    const rollback = (await local.events('logs')).find(({ResourceStatus}) => ResourceStatus === 'ROLLBACK_IN_PROGRESS')
    assert.equal(rollback?.ResourceStatusReason, 'No export named name found. Rollback requested by user.')
  })
})

describe('a deletion', () => {
  let local: LocalCloudFormation

  beforeEach(async () => {
    local = await startCloudFormation()
  })

  afterEach(() => local.close())

  it('ends in DELETE_FAILED and can leave behind what does not go', async () => {
    const {StackId} = await local.create('net', THREE)
    local.faults.push({logicalId: 'Vpc', action: 'delete', reason: 'in use'})

    await local.client.send(new DeleteStackCommand({StackName: 'net'}))
    const failed = await local.settled(StackId!)
    await local.client.send(new DeleteStackCommand({StackName: 'net', RetainResources: ['Vpc']}))
    const gone = await local.settled(StackId!)

    assert.equal(failed.StackStatus, 'DELETE_FAILED')
    assert.equal(failed.StackStatusReason, 'The following resource(s) failed to delete: [Vpc]. ')
    assert.equal(gone.StackStatus, 'DELETE_COMPLETE')
    assert.equal(local.services.size, 1)
  })

  it('retains resources only of a stack that failed to be deleted', async () => {
    await local.create('net', THREE)

    const deletion = local.client.send(new DeleteStackCommand({StackName: 'net', RetainResources: ['Vpc']}))

    await assert.rejects(deletion, /only when the stack is in the DELETE_FAILED state/)
  })
})
