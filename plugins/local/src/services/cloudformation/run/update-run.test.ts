import assert from 'node:assert/strict'
import {setTimeout as sleep} from 'node:timers/promises'

import {
  CancelUpdateStackCommand,
  ContinueUpdateRollbackCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation'

import {type LocalCloudFormation, startCloudFormation} from '../testing/start-cloudformation.test.js'

const log = (properties: object) => ({Type: 'AWS::Logs::LogGroup', Properties: properties})
const ONE = {Resources: {Log: log({RetentionInDays: 7})}}
const TWO = {Resources: {Log: log({RetentionInDays: 14}), Other: log({})}}

describe('an update', () => {
  let local: LocalCloudFormation

  beforeEach(async () => {
    local = await startCloudFormation()
  })

  afterEach(() => local.close())

  const states = async (name: string): Promise<string[]> =>
    (await local.events(name))
      .filter(({LogicalResourceId}) => LogicalResourceId === name)
      .map((event) => event.ResourceStatus!)

  it('changes in place what can be changed in place', async () => {
    await local.create('logs', ONE)
    const [id] = local.services.keys()

    const stack = await local.update('logs', TWO)

    assert.equal(stack.StackStatus, 'UPDATE_COMPLETE')
    assert.deepEqual(local.services.get(id!)?.properties, {RetentionInDays: 14})
    assert.equal(local.services.size, 2)
    assert.deepEqual((await states('logs')).slice(2), [
      'UPDATE_IN_PROGRESS',
      'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'UPDATE_COMPLETE',
    ])
  })

  it('replaces what cannot, takes its dependants along and deletes the old one last', async () => {
    const network = (cidr: string) => ({
      Resources: {
        Vpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: cidr}},
        Subnet: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: {Ref: 'Vpc'}, CidrBlock: '10.0.0.0/24'}},
      },
      Outputs: {Vpc: {Value: {Ref: 'Vpc'}}},
    })
    const before = await local.create('net', network('10.0.0.0/16'))

    const after = await local.update('net', network('10.1.0.0/16'))

    const oldVpc = before.Outputs![0]!.OutputValue!
    const newVpc = after.Outputs![0]!.OutputValue!
    assert.notEqual(newVpc, oldVpc)
    assert.equal(local.services.has(oldVpc), false)
    const subnets = [...local.services.values()].filter(({type}) => type === 'AWS::EC2::Subnet')
    assert.deepEqual(
      subnets.map(({properties}) => properties['VpcId']),
      [newVpc],
    )
    const events = (await local.events('net')).slice(8)
    assert.deepEqual(
      events
        .filter(({LogicalResourceId}) => LogicalResourceId === 'Vpc')
        .map(({ResourceStatus, ResourceStatusReason, PhysicalResourceId}) => [
          ResourceStatus,
          ResourceStatusReason,
          PhysicalResourceId,
        ]),
      [
        [
          'UPDATE_IN_PROGRESS',
          'Requested update requires the creation of a new physical resource; hence creating one.',
          oldVpc,
        ],
        ['UPDATE_IN_PROGRESS', 'Resource creation Initiated', newVpc],
        ['UPDATE_COMPLETE', undefined, newVpc],
        ['DELETE_IN_PROGRESS', undefined, oldVpc],
        ['DELETE_COMPLETE', undefined, oldVpc],
      ],
    )
    const deletions = events.filter(({ResourceStatus}) => ResourceStatus === 'DELETE_COMPLETE')
    assert.deepEqual(
      deletions.map(({LogicalResourceId}) => LogicalResourceId),
      ['Subnet', 'Vpc'],
    )
  })

  it('deletes what the template does not have any more', async () => {
    await local.create('logs', TWO)

    await local.update('logs', {Resources: {Log: TWO.Resources.Log}})

    assert.equal(local.services.size, 1)
    const {StackResources} = await local.client.send(new DescribeStackResourcesCommand({StackName: 'logs'}))
    assert.deepEqual(
      StackResources?.map(({LogicalResourceId}) => LogicalResourceId),
      ['Log'],
    )
  })

  it('says that there is nothing to do', async () => {
    await local.create('logs', ONE)

    await assert.rejects(local.update('logs', ONE), {
      name: 'ValidationError',
      message: 'No updates are to be performed.',
    })
  })

  it('finds no change where both values resolve to the same', async () => {
    await local.create('logs', ONE)
    const same = {
      Parameters: {Days: {Type: 'Number', Default: 7}},
      Resources: {Log: log({RetentionInDays: {Ref: 'Days'}})},
    }

    await assert.rejects(local.update('logs', same), /No updates are to be performed/)
  })

  it('keeps a previous parameter and template', async () => {
    const template = {
      Parameters: {Days: {Type: 'Number'}, Name: {Type: 'String'}},
      Resources: {Log: log({RetentionInDays: {Ref: 'Days'}, LogGroupName: {Ref: 'Name'}})},
    }
    const given = (ParameterKey: string, ParameterValue: string) => ({ParameterKey, ParameterValue})
    await local.create('logs', template, {Parameters: [given('Days', '7'), given('Name', 'app')]})

    await local.client.send(
      new UpdateStackCommand({
        StackName: 'logs',
        UsePreviousTemplate: true,
        Parameters: [given('Days', '14'), {ParameterKey: 'Name', UsePreviousValue: true}],
      }),
    )
    await local.settled('logs')

    assert.deepEqual(local.services.get('app')?.properties, {LogGroupName: 'app', RetentionInDays: 14})
  })

  it('brings new stack tags to what can be tagged', async () => {
    await local.create('logs', ONE, {Tags: [{Key: 'stage', Value: 'dev'}]})

    await local.update('logs', ONE, {Tags: [{Key: 'stage', Value: 'prod'}]})

    const [group] = local.services.values()
    assert.deepEqual(group?.tags[0], {Key: 'stage', Value: 'prod'})
  })

  it('does not replace a resource that has a name of its own', async () => {
    const subject = (kmsKey?: string) => ({
      Resources: {
        Repository: {
          Type: 'AWS::ECR::Repository',
          Properties: {
            RepositoryName: 'app',
            ...(kmsKey && {EncryptionConfiguration: {EncryptionType: 'KMS', KmsKey: kmsKey}}),
          },
        },
      },
    })
    await local.create('registry', subject())

    const stack = await local.update('registry', subject('key'))

    assert.equal(stack.StackStatus, 'UPDATE_ROLLBACK_COMPLETE')
    const failure = (await local.events('registry')).find(({ResourceStatus}) => ResourceStatus === 'UPDATE_FAILED')
    assert.match(
      failure!.ResourceStatusReason!,
      /custom-named resource requires replacing. Rename app and update the stack again/,
    )
  })

  it('fails where nobody knows how to change the resource in place', async () => {
    const queue = (seconds: number) => ({
      Resources: {Queue: {Type: 'AWS::SQS::Queue', Properties: {VisibilityTimeout: seconds}}},
    })
    await local.create('queue', queue(10))

    const stack = await local.update('queue', queue(20))

    assert.equal(stack.StackStatus, 'UPDATE_ROLLBACK_COMPLETE')
    const failure = (await local.events('queue')).find(({ResourceStatus}) => ResourceStatus === 'UPDATE_FAILED')
    assert.equal(
      failure?.ResourceStatusReason,
      'The local AWS cannot change a resource of the type AWS::SQS::Queue in place',
    )
  })

  it('refuses to change the type of a resource', async () => {
    await local.create('logs', ONE)

    const update = local.update('logs', {Resources: {Log: {Type: 'AWS::SQS::Queue'}}})

    await assert.rejects(update, /Update of resource type is not permitted.*\[Log\]/)
  })
})

describe('an update that fails', () => {
  let local: LocalCloudFormation

  beforeEach(async () => {
    local = await startCloudFormation()
  })

  afterEach(() => local.close())

  it('puts back what it changed, replaced and made', async () => {
    const template = (cidr: string, days: number, more: object = {}) => ({
      Resources: {
        Vpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: cidr}},
        Log: log({RetentionInDays: days}),
        ...more,
      },
    })
    await local.create('net', template('10.0.0.0/16', 7))
    const before = new Map(local.services)
    local.faults.push({logicalId: 'Last', reason: 'quota', times: 1})

    const last = {Last: {Type: 'AWS::SQS::Queue', DependsOn: ['Vpc', 'Log', 'New']}, New: log({})}
    const stack = await local.update('net', template('10.1.0.0/16', 14, last))

    assert.equal(stack.StackStatus, 'UPDATE_ROLLBACK_COMPLETE')
    assert.deepEqual(local.services, before)
    const states = (await local.events('net')).filter(({LogicalResourceId}) => LogicalResourceId === 'net').slice(2)
    assert.deepEqual(
      states.map(({ResourceStatus, ResourceStatusReason}) => [ResourceStatus, ResourceStatusReason]),
      [
        ['UPDATE_IN_PROGRESS', 'User Initiated'],
        ['UPDATE_ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to create: [Last]. '],
        ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', undefined],
        ['UPDATE_ROLLBACK_COMPLETE', undefined],
      ],
    )
    await assert.rejects(local.update('net', template('10.0.0.0/16', 7)), /No updates/)
  })

  it('can be continued when the rollback failed', async () => {
    await local.create('logs', ONE)
    // The update itself, then its rollback.
    local.faults.push({logicalId: 'Log', action: 'update', reason: 'busy', times: 2})
    const stuck = await local.update('logs', TWO)

    await local.client.send(new ContinueUpdateRollbackCommand({StackName: 'logs'}))
    const stack = await local.settled('logs')

    assert.equal(stuck.StackStatus, 'UPDATE_ROLLBACK_FAILED')
    assert.equal(stuck.StackStatusReason, 'The following resource(s) failed to update: [Log]. ')
    assert.equal(stack.StackStatus, 'UPDATE_ROLLBACK_COMPLETE')
    assert.deepEqual(
      [...local.services.values()].map(({properties}) => properties),
      [{RetentionInDays: 7}],
    )
  })

  it('can be continued past a resource', async () => {
    await local.create('logs', ONE)
    local.faults.push({logicalId: 'Log', action: 'update', reason: 'gone'})
    await local.update('logs', TWO)

    await local.client.send(new ContinueUpdateRollbackCommand({StackName: 'logs', ResourcesToSkip: ['Log']}))

    assert.equal((await local.settled('logs')).StackStatus, 'UPDATE_ROLLBACK_COMPLETE')
  })

  it('stays as it is without a rollback, and the next update goes on from there', async () => {
    await local.create('logs', ONE)
    local.faults.push({logicalId: 'Other', reason: 'quota', times: 1})

    const failed = await local.update('logs', TWO, {DisableRollback: true})
    const stack = await local.update('logs', TWO)

    assert.equal(failed.StackStatus, 'UPDATE_FAILED')
    assert.equal(stack.StackStatus, 'UPDATE_COMPLETE')
    assert.equal(local.services.size, 2)
  })

  it('is rolled back when it is cancelled', async () => {
    await local.create('logs', ONE)
    local.faults.push({logicalId: 'Other', delayMs: 60_000, times: 1})
    const update = local.update('logs', TWO)
    while ([...local.services.values()][0]!.properties['RetentionInDays'] !== 14) await sleep(5)

    await local.client.send(new CancelUpdateStackCommand({StackName: 'logs'}))
    const stack = await update

    assert.equal(stack.StackStatus, 'UPDATE_ROLLBACK_COMPLETE')
    assert.deepEqual(
      [...local.services.values()].map(({properties}) => properties),
      [{RetentionInDays: 7}],
    )
  })

  it('can only be cancelled while it goes on', async () => {
    await local.create('logs', ONE)

    const call = local.client.send(new CancelUpdateStackCommand({StackName: 'logs'}))

    await assert.rejects(call, /CancelUpdateStack cannot be called from current stack status/)
  })

  it('is not begun while another operation goes on', async () => {
    await local.create('logs', ONE)
    local.faults.push({logicalId: 'Log', delayMs: 200, times: 1})
    const first = local.update('logs', TWO)
    let status
    do {
      const {Stacks} = await local.client.send(new DescribeStacksCommand({StackName: 'logs'}))
      status = Stacks![0]!.StackStatus
    } while (status !== 'UPDATE_IN_PROGRESS')

    const second = local.client.send(new UpdateStackCommand({StackName: 'logs', TemplateBody: JSON.stringify(TWO)}))

    await assert.rejects(second, /is in UPDATE_IN_PROGRESS state and can not be updated/)
    await first
  })
})
