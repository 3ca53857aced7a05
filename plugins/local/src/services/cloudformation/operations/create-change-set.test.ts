import assert from 'node:assert/strict'

import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  ListChangeSetsCommand,
} from '@aws-sdk/client-cloudformation'

import {type LocalCloudFormation, startCloudFormation} from '../testing/start-cloudformation.test.js'

const network = (cidr: unknown) => ({
  Parameters: {Cidr: {Type: 'String', Default: '10.0.0.0/16'}},
  Resources: {
    Vpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: cidr}},
    Subnet: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: {Ref: 'Vpc'}, CidrBlock: '10.0.0.0/24'}},
  },
  Outputs: {Vpc: {Value: {Ref: 'Vpc'}}},
})

describe('a change set', () => {
  let local: LocalCloudFormation

  beforeEach(async () => {
    local = await startCloudFormation()
  })

  afterEach(() => local.close())

  it('makes a stack for review, which its execution creates', async () => {
    const changeSet = await local.plan('net', network('10.0.0.0/16'), {ChangeSetType: 'CREATE'})
    const {Stacks: review} = await local.client.send(new DescribeStacksCommand({StackName: 'net'}))
    const stack = await local.execute(changeSet)

    assert.equal(changeSet.ExecutionStatus, 'AVAILABLE')
    assert.deepEqual(
      changeSet.Changes?.map(({ResourceChange}) => [ResourceChange?.Action, ResourceChange?.LogicalResourceId]),
      [
        ['Add', 'Vpc'],
        ['Add', 'Subnet'],
      ],
    )
    assert.equal(review![0]!.StackStatus, 'REVIEW_IN_PROGRESS')
    assert.equal(stack.StackStatus, 'CREATE_COMPLETE')
    assert.equal(stack.ChangeSetId, changeSet.ChangeSetId)
    assert.equal(stack.StackId, review![0]!.StackId)
    assert.equal(stack.Outputs?.length, 1)
    const done = await local.client.send(new DescribeChangeSetCommand({ChangeSetName: changeSet.ChangeSetId}))
    assert.equal(done.ExecutionStatus, 'EXECUTE_COMPLETE')
  })

  it('tells replacement, its cause and the values, and what follows from it', async () => {
    await local.create('net', network({Ref: 'Cidr'}))

    const {Changes} = await local.plan('net', network({Ref: 'Cidr'}), {
      Parameters: [{ParameterKey: 'Cidr', ParameterValue: '10.1.0.0/16'}],
    })

    const [vpc, subnet] = Changes!.map(({ResourceChange}) => ResourceChange!)
    assert.equal(vpc?.Replacement, 'True')
    assert.equal(vpc?.PolicyAction, 'ReplaceAndDelete')
    assert.match(vpc?.PhysicalResourceId ?? '', /^vpc-/)
    assert.deepEqual(vpc?.Scope, ['Properties'])
    const target = {
      Attribute: 'Properties',
      Name: 'CidrBlock',
      Path: '/Properties/CidrBlock',
      RequiresRecreation: 'Always',
      BeforeValue: '10.0.0.0/16',
      AfterValue: '10.1.0.0/16',
      AttributeChangeType: 'Modify',
    }
    assert.deepEqual(vpc?.Details, [
      {Target: target, Evaluation: 'Static', ChangeSource: 'ParameterReference', CausingEntity: 'Cidr'},
      {Target: target, Evaluation: 'Dynamic', ChangeSource: 'DirectModification'},
    ])
    assert.deepEqual(JSON.parse(vpc?.AfterContext ?? ''), {Properties: {CidrBlock: '10.1.0.0/16'}})
    assert.equal(subnet?.Replacement, 'True')
    assert.equal(subnet?.Details?.[0]?.ChangeSource, 'ResourceReference')
    assert.equal(subnet?.Details?.[0]?.CausingEntity, 'Vpc')
    assert.equal(subnet?.Details?.[0]?.Target?.AfterValue, '{{changeSet:KNOWN_AFTER_APPLY}}')
  })

  it('tells no values to those who do not ask for them', async () => {
    await local.create('net', network('10.0.0.0/16'))
    const {ChangeSetId} = await local.plan('net', network('10.1.0.0/16'))

    const {Changes} = await local.client.send(new DescribeChangeSetCommand({ChangeSetName: ChangeSetId}))

    assert.deepEqual(Changes?.[0]?.ResourceChange?.Details, [
      {
        Target: {Attribute: 'Properties', Name: 'CidrBlock', RequiresRecreation: 'Always'},
        Evaluation: 'Static',
        ChangeSource: 'DirectModification',
      },
    ])
    assert.equal(Changes?.[0]?.ResourceChange?.AfterContext, undefined)
  })

  it('tells an attribute of a changed resource as a change that may come', async () => {
    const template = (days: number) => ({
      Resources: {
        Log: {Type: 'AWS::Logs::LogGroup', Properties: {RetentionInDays: days}},
        Arn: {Type: 'AWS::SSM::Parameter', Properties: {Type: 'String', Value: {'Fn::GetAtt': ['Log', 'Arn']}}},
        Name: {Type: 'AWS::SSM::Parameter', Properties: {Type: 'String', Value: {Ref: 'Log'}}},
      },
    })
    await local.create('logs', template(7))

    const changeSet = await local.plan('logs', template(14))
    await local.execute(changeSet)

    assert.deepEqual(
      changeSet.Changes?.map(({ResourceChange}) => [
        ResourceChange?.LogicalResourceId,
        ResourceChange?.Replacement,
        ResourceChange?.Details?.map(({Evaluation, ChangeSource, CausingEntity}) => [
          Evaluation,
          ChangeSource,
          CausingEntity,
        ]),
      ]),
      [
        ['Log', 'False', [['Static', 'DirectModification', undefined]]],
        ['Arn', 'False', [['Dynamic', 'ResourceAttribute', 'Log.Arn']]],
      ],
    )
    const updates = (await local.events('logs')).filter(({ResourceStatus}) => ResourceStatus === 'UPDATE_COMPLETE')
    assert.deepEqual(
      updates.map(({LogicalResourceId}) => LogicalResourceId),
      ['Log', 'logs'],
    )
  })

  it('tells tags, policies and removals', async () => {
    const before = {
      Resources: {
        Log: {Type: 'AWS::Logs::LogGroup'},
        Old: {Type: 'AWS::SSM::Parameter', Properties: {Type: 'String', Value: 'a'}},
        Gone: {Type: 'AWS::SQS::Queue', DeletionPolicy: 'Retain'},
      },
    }
    await local.create('logs', before)

    const after = {Resources: {Log: {...before.Resources.Log, DeletionPolicy: 'Retain'}}}
    const {Changes} = await local.plan('logs', after, {Tags: [{Key: 'a', Value: 'b'}]})

    assert.deepEqual(
      Changes?.map(({ResourceChange}) => [
        ResourceChange?.Action,
        ResourceChange?.LogicalResourceId,
        ResourceChange?.Scope,
        ResourceChange?.PolicyAction,
      ]),
      [
        ['Modify', 'Log', ['Tags', 'DeletionPolicy'], undefined],
        ['Remove', 'Old', [], 'Delete'],
        ['Remove', 'Gone', [], 'Retain'],
      ],
    )
  })

  it('fails when nothing changes', async () => {
    await local.create('net', network('10.0.0.0/16'))

    const changeSet = await local.plan('net', network('10.0.0.0/16'))

    assert.equal(changeSet.Status, 'FAILED')
    assert.equal(changeSet.ExecutionStatus, 'UNAVAILABLE')
    assert.equal(
      changeSet.StatusReason,
      "The submitted information didn't contain changes. Submit different information to create a change set.",
    )
    await assert.rejects(local.client.send(new ExecuteChangeSetCommand({ChangeSetName: changeSet.ChangeSetId})), {
      name: 'InvalidChangeSetStatusException',
      message: `ChangeSet [${changeSet.ChangeSetId}] cannot be executed in its current status of [FAILED]`,
    })
  })

  it('can change nothing but outputs', async () => {
    await local.create('net', network('10.0.0.0/16'))
    const template = {...network('10.0.0.0/16'), Outputs: {Id: {Value: {Ref: 'Vpc'}}}}

    const changeSet = await local.plan('net', template)
    const stack = await local.execute(changeSet)

    assert.deepEqual(changeSet.Changes, [])
    assert.deepEqual(
      stack.Outputs?.map(({OutputKey}) => OutputKey),
      ['Id'],
    )
  })

  it('is gone when another one is executed', async () => {
    await local.create('net', network('10.0.0.0/16'))
    const first = await local.plan('net', network('10.1.0.0/16'), {ChangeSetName: 'one'})
    const second = await local.plan('net', network('10.2.0.0/16'), {ChangeSetName: 'two'})
    await local.execute(second)

    const late = local.client.send(new ExecuteChangeSetCommand({ChangeSetName: first.ChangeSetId}))

    await assert.rejects(late, {name: 'ChangeSetNotFoundException'})
    const {Summaries} = await local.client.send(new ListChangeSetsCommand({StackName: 'net'}))
    assert.deepEqual(Summaries ?? [], [])
  })

  it('belongs to one stack', async () => {
    await local.create('a', network('10.0.0.0/16'))
    await local.create('b', network('10.0.0.0/16'))
    const ofA = await local.plan('a', network('10.1.0.0/16'), {ChangeSetName: 'one'})
    const ofB = await local.plan('b', network('10.1.0.0/16'), {ChangeSetName: 'one'})

    const {Summaries} = await local.client.send(new ListChangeSetsCommand({StackName: 'a'}))
    const foreign = local.client.send(new DescribeChangeSetCommand({StackName: 'a', ChangeSetName: ofB.ChangeSetId}))

    assert.deepEqual(
      Summaries?.map(({ChangeSetId}) => ChangeSetId),
      [ofA.ChangeSetId],
    )
    await assert.rejects(foreign, {name: 'ChangeSetNotFoundException'})
  })

  it('is gone once it is deleted', async () => {
    await local.create('net', network('10.0.0.0/16'))
    const {ChangeSetId} = await local.plan('net', network('10.1.0.0/16'))

    await local.client.send(new DeleteChangeSetCommand({ChangeSetName: ChangeSetId}))

    await assert.rejects(local.client.send(new DescribeChangeSetCommand({ChangeSetName: ChangeSetId})), {
      name: 'ChangeSetNotFoundException',
      message: `ChangeSet [${ChangeSetId}] does not exist`,
    })
  })

  it('has a name that no other open one of its stack has', async () => {
    await local.create('net', network('10.0.0.0/16'))
    await local.plan('net', network('10.1.0.0/16'))

    await assert.rejects(local.plan('net', network('10.2.0.0/16')), {name: 'AlreadyExistsException'})
  })

  it('keeps its own template', async () => {
    await local.create('net', network('10.0.0.0/16'))
    const template = network('10.1.0.0/16')
    const {ChangeSetId} = await local.plan('net', template)

    const {TemplateBody} = await local.client.send(new GetTemplateCommand({ChangeSetName: ChangeSetId}))

    assert.equal(TemplateBody, JSON.stringify(template))
  })

  it('is refused where the stack is not what it takes it for', async () => {
    await local.create('net', network('10.0.0.0/16'))
    const send = (StackName: string, ChangeSetType: 'CREATE' | 'UPDATE') =>
      local.client.send(
        new CreateChangeSetCommand({
          StackName,
          ChangeSetName: 'x',
          ChangeSetType,
          TemplateBody: JSON.stringify(network('10.1.0.0/16')),
        }),
      )

    await assert.rejects(send('net', 'CREATE'), {
      name: 'ValidationError',
      message: 'Stack [net] already exists and cannot be created again with the changeSet [x].',
    })
    await assert.rejects(send('nothing', 'UPDATE'), {
      name: 'ValidationError',
      message: 'Stack [nothing] does not exist',
    })
  })

  it('fails at an export that is not there', async () => {
    const template = {
      Resources: {Log: {Type: 'AWS::Logs::LogGroup', Properties: {LogGroupName: {'Fn::ImportValue': 'x'}}}},
    }

    const changeSet = await local.plan('logs', template, {ChangeSetType: 'CREATE'})

    assert.equal(changeSet.Status, 'FAILED')
    assert.equal(changeSet.StatusReason, 'No export named x found')
  })

  it('rolls back when its execution fails', async () => {
    await local.create('net', network('10.0.0.0/16'))
    const changeSet = await local.plan('net', network('10.1.0.0/16'))
    local.faults.push({logicalId: 'Subnet', reason: 'no', times: 1})

    const stack = await local.execute(changeSet)

    assert.equal(stack.StackStatus, 'UPDATE_ROLLBACK_COMPLETE')
    const done = await local.client.send(new DescribeChangeSetCommand({ChangeSetName: changeSet.ChangeSetId}))
    assert.equal(done.ExecutionStatus, 'EXECUTE_FAILED')
  })

  it('does not say what a NoEcho parameter holds', async () => {
    const template = {
      Parameters: {Secret: {Type: 'String', NoEcho: true}},
      Resources: {
        Parameter: {Type: 'AWS::SSM::Parameter', Properties: {Type: 'String', Value: {'Fn::Sub': 'x-${Secret}'}}},
      },
    }
    const secret = (ParameterValue: string) => [{ParameterKey: 'Secret', ParameterValue}]
    const stack = await local.create('secrets', template, {Parameters: secret('hunter2')})

    const changeSet = await local.plan('secrets', template, {Parameters: secret('hunter3')})

    const shown = JSON.stringify([stack, changeSet, await local.events('secrets')])
    assert.doesNotMatch(shown, /hunter/)
    assert.deepEqual(stack.Parameters, [{ParameterKey: 'Secret', ParameterValue: '****'}])
    assert.equal(changeSet.Changes?.length, 1)
    assert.equal(changeSet.Changes[0]?.ResourceChange?.Details?.[0]?.Target?.AfterValue, 'x-****')
    assert.equal([...local.services.values()][0]?.properties['Value'], 'x-hunter2')
  })
})
