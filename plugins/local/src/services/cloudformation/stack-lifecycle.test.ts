import assert from 'node:assert/strict'

import {
  CloudFormationServiceException,
  DeleteStackCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation'

import {type LocalCloudFormation, startCloudFormation} from './testing/start-cloudformation.test.js'

const NETWORK = {
  Parameters: {Cidr: {Type: 'String', Default: '10.0.0.0/16'}},
  Resources: {
    Vpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: {Ref: 'Cidr'}}},
    Subnet: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: {Ref: 'Vpc'}, CidrBlock: '10.0.0.0/24'}},
    Log: {Type: 'AWS::Logs::LogGroup', Properties: {RetentionInDays: 7}},
  },
  Outputs: {
    VpcId: {Description: 'The network.', Value: {Ref: 'Vpc'}},
    LogArn: {Value: {'Fn::GetAtt': ['Log', 'Arn']}},
  },
}

describe('a stack', () => {
  let local: LocalCloudFormation

  beforeEach(async () => {
    local = await startCloudFormation()
  })

  afterEach(() => local.close())

  it('is created with its resources, outputs and parameters', async () => {
    const stack = await local.create('net', NETWORK, {Tags: [{Key: 'app', Value: 'vast'}]})

    assert.equal(stack.StackStatus, 'CREATE_COMPLETE')
    assert.match(stack.StackId!, /^arn:aws:cloudformation:eu-west-1:123456789012:stack\/net\/[0-9a-f-]{36}$/)
    assert.deepEqual(stack.Parameters, [{ParameterKey: 'Cidr', ParameterValue: '10.0.0.0/16'}])
    assert.deepEqual(stack.Tags, [{Key: 'app', Value: 'vast'}])
    const [vpcId] = [...local.services].find(([, {type}]) => type === 'AWS::EC2::VPC')!
    assert.equal(stack.Outputs![0]!.OutputValue, vpcId)
    assert.equal(stack.Outputs![0]!.Description, 'The network.')
    assert.match(stack.Outputs![1]!.OutputValue!, /^arn:aws:logs:.*:log-group:net-Log-[A-Z0-9]{12}$/)
  })

  it('gives its tags and its own to every resource', async () => {
    const {StackId} = await local.create('net', NETWORK, {Tags: [{Key: 'app', Value: 'vast'}]})

    const vpc = [...local.services.values()].find(({type}) => type === 'AWS::EC2::VPC')
    assert.deepEqual(vpc?.tags, [
      {Key: 'app', Value: 'vast'},
      {Key: 'aws:cloudformation:stack-name', Value: 'net'},
      {Key: 'aws:cloudformation:stack-id', Value: StackId},
      {Key: 'aws:cloudformation:logical-id', Value: 'Vpc'},
    ])
  })

  it('tells its creation in events, with the token of the call', async () => {
    await local.create(
      'net',
      {Resources: {Vpc: NETWORK.Resources.Vpc}, Parameters: NETWORK.Parameters},
      {ClientRequestToken: 'run-1'},
    )

    const events = await local.events('net')
    assert.deepEqual(
      events.map((event) => [event.LogicalResourceId, event.ResourceStatus, event.ResourceStatusReason]),
      [
        ['net', 'CREATE_IN_PROGRESS', 'User Initiated'],
        ['Vpc', 'CREATE_IN_PROGRESS', undefined],
        ['Vpc', 'CREATE_IN_PROGRESS', 'Resource creation Initiated'],
        ['Vpc', 'CREATE_COMPLETE', undefined],
        ['net', 'CREATE_COMPLETE', undefined],
      ],
    )
    assert.ok(events.every((event) => event.ClientRequestToken === 'run-1'))
    assert.equal(events[1]!.PhysicalResourceId, '')
    assert.match(events[2]!.PhysicalResourceId!, /^vpc-/)
    assert.deepEqual(JSON.parse(events[2]!.ResourceProperties!), {CidrBlock: '10.0.0.0/16'})
    assert.equal(new Set(events.map(({EventId}) => EventId)).size, events.length)
  })

  it('makes a resource after those it needs, and independent ones side by side', async () => {
    await local.create('net', NETWORK)

    const order = (await local.events('net')).map((event) => `${event.LogicalResourceId} ${event.ResourceStatus}`)
    assert.ok(order.indexOf('Subnet CREATE_IN_PROGRESS') > order.indexOf('Vpc CREATE_COMPLETE'))
    assert.ok(order.indexOf('Log CREATE_IN_PROGRESS') < order.indexOf('Vpc CREATE_COMPLETE'))
  })

  it('is deleted in reverse and stays to be found by its ARN', async () => {
    const {StackId} = await local.create('net', NETWORK)

    await local.client.send(new DeleteStackCommand({StackName: 'net'}))
    const gone = await local.settled(StackId!)

    assert.equal(gone.StackStatus, 'DELETE_COMPLETE')
    assert.ok(gone.DeletionTime)
    assert.equal(local.services.size, 0)
    const order = (await local.events(StackId!)).map((event) => `${event.LogicalResourceId} ${event.ResourceStatus}`)
    assert.ok(order.indexOf('Vpc DELETE_IN_PROGRESS') > order.indexOf('Subnet DELETE_COMPLETE'))
    await assert.rejects(local.client.send(new DescribeStacksCommand({StackName: 'net'})), {
      name: 'ValidationError',
      message: 'Stack with id net does not exist',
    })
    const {StackSummaries} = await local.client.send(new ListStacksCommand({StackStatusFilter: ['DELETE_COMPLETE']}))
    assert.deepEqual(
      StackSummaries?.map((summary) => summary.StackId),
      [StackId],
    )
  })

  it('gives its name to one stack at a time', async () => {
    const first = await local.create('net', NETWORK)

    const twin = local.create('net', NETWORK)
    await assert.rejects(twin, {name: 'AlreadyExistsException', message: 'Stack [net] already exists'})
    await local.client.send(new DeleteStackCommand({StackName: 'net'}))
    await local.settled(first.StackId!)
    const second = await local.create('net', NETWORK)

    assert.notEqual(second.StackId, first.StackId)
  })

  it('deletes what is not there without a word', async () => {
    await local.client.send(new DeleteStackCommand({StackName: 'nothing'}))
  })

  it('stops its creation when it is deleted meanwhile', async () => {
    local.faults.push({logicalId: 'Vpc', delayMs: 60_000, times: 1})
    const creation = local.create('net', NETWORK)
    while (!local.services.size) await new Promise((resolve) => setTimeout(resolve, 5))

    await local.client.send(new DeleteStackCommand({StackName: 'net'}))
    const stack = await creation

    assert.equal(stack.StackStatus, 'DELETE_COMPLETE')
    assert.equal(local.services.size, 0)
  })

  it('leaves what is to be retained', async () => {
    const template = {Resources: {Log: {Type: 'AWS::Logs::LogGroup', DeletionPolicy: 'Retain'}}}
    const {StackId} = await local.create('logs', template)

    await local.client.send(new DeleteStackCommand({StackName: 'logs'}))
    await local.settled(StackId!)

    assert.equal(local.services.size, 1)
    const {StackResources} = await local.client.send(new DescribeStackResourcesCommand({StackName: StackId}))
    assert.deepEqual(
      StackResources?.map((resource) => resource.ResourceStatus),
      ['DELETE_SKIPPED'],
    )
  })

  it('gives its template back as it was sent', async () => {
    const body = 'Resources:\r\n  Log: # <a> & "b"\n\n    Type: AWS::Logs::LogGroup\n'
    await local.create('logs', body)

    const {TemplateBody} = await local.client.send(new GetTemplateCommand({StackName: 'logs'}))

    assert.equal(TemplateBody, body)
  })

  it('records a type that nobody makes, and says so', async () => {
    const template = {
      Resources: {Work: {Type: 'AWS::StepFunctions::Activity', Properties: {Name: 'work'}}},
      Outputs: {Arn: {Value: {'Fn::GetAtt': ['Work', 'Arn']}}, Ref: {Value: {Ref: 'Work'}}},
    }
    const stack = await local.create('work', template)

    assert.match(stack.Outputs![0]!.OutputValue!, /^arn:aws:stepfunctions:eu-west-1:123456789012:/)
    assert.equal(stack.Outputs![1]!.OutputValue, stack.Outputs![0]!.OutputValue)
    const event = (await local.events('work')).find(
      ({ResourceStatus, LogicalResourceId}) => LogicalResourceId === 'Work' && ResourceStatus === 'CREATE_COMPLETE',
    )
    assert.equal(event?.ResourceStatusReason, 'recorded only: the local AWS does not create this type')
    assert.deepEqual(
      local.recordedOnly().map(({stack: name, logicalId, type}) => ({name, logicalId, type})),
      [{name: 'work', logicalId: 'Work', type: 'AWS::StepFunctions::Activity'}],
    )
  })

  it('names an operation that it does not have', async () => {
    const {DetectStackDriftCommand} = await import('@aws-sdk/client-cloudformation')

    const call = local.client.send(new DetectStackDriftCommand({StackName: 'net'}))

    await assert.rejects(call, (error: unknown) => {
      assert.ok(error instanceof CloudFormationServiceException)
      assert.match(error.message, /does not have the CloudFormation operation DetectStackDrift/)
      return true
    })
  })
})
