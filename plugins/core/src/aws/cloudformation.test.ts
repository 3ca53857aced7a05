import assert from 'node:assert/strict'

import {createCloudFormation} from './cloudformation.js'
import {result, ScriptedAws, stackMissing, xml} from './scripted-aws.fixture.js'

const STACK = {
  StackId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/vast-dev-network/1',
  StackName: 'vast-dev-network',
  StackStatus: 'UPDATE_COMPLETE',
  CreationTime: new Date(1000),
}

describe('CloudFormation', () => {
  let aws: ScriptedAws
  beforeEach(async () => void (aws = await ScriptedAws.start()))
  afterEach(() => aws.close())

  it('describes a stack by one call', async () => {
    const details = {
      LastUpdatedTime: new Date(2000),
      StackStatusReason: 'because',
      EnableTerminationProtection: true,
      Parameters: [
        {ParameterKey: 'Cidr', ParameterValue: '10.42.0.0/24'},
        {ParameterKey: 'Empty', ParameterValue: ''},
      ],
      Outputs: [{OutputKey: 'VpcId', OutputValue: 'vpc-1'}],
      Tags: [{Key: 'aws-stack:app', Value: 'vast'}],
    }
    aws.on('DescribeStacks', result('DescribeStacks', xml({Stacks: [{...STACK, ...details}]})))

    const stack = await createCloudFormation(aws.access).describe('vast-dev-network')

    assert.deepEqual(stack, {
      id: STACK.StackId,
      name: 'vast-dev-network',
      status: 'UPDATE_COMPLETE',
      statusReason: 'because',
      parameters: {Cidr: '10.42.0.0/24', Empty: ''},
      outputs: {VpcId: 'vpc-1'},
      tags: [{key: 'aws-stack:app', value: 'vast'}],
      terminationProtection: true,
      createdAt: 1000,
      updatedAt: 2000,
    })
    assert.deepEqual(aws.operations, ['DescribeStacks'])
  })

  it('leaves out what a new stack does not have', async () => {
    aws.on('DescribeStacks', result('DescribeStacks', xml({Stacks: [{...STACK, StackStatus: 'CREATE_COMPLETE'}]})))

    const stack = await createCloudFormation(aws.access).describe('vast-dev-network')

    assert.deepEqual(stack, {
      id: STACK.StackId,
      name: 'vast-dev-network',
      status: 'CREATE_COMPLETE',
      parameters: {},
      outputs: {},
      tags: [],
      terminationProtection: false,
      createdAt: 1000,
    })
  })

  it('has nothing to say of a stack that does not exist', async () => {
    aws.on('DescribeStacks', stackMissing)

    assert.equal(await createCloudFormation(aws.access).describe('vast-dev-network'), undefined)
  })

  it('has nothing to say of a stack that was deleted', async () => {
    aws.on('DescribeStacks', result('DescribeStacks', xml({Stacks: [{...STACK, StackStatus: 'DELETE_COMPLETE'}]})))

    assert.equal(await createCloudFormation(aws.access).describe(STACK.StackId), undefined)
  })

  it('gives the template as it was sent', async () => {
    const template = 'Resources:\n  Vpc: {Type: "AWS::EC2::VPC"} # <&>\n'
    aws.on('GetTemplate', result('GetTemplate', xml({TemplateBody: template})))

    assert.equal(await createCloudFormation(aws.access).template('vast-dev-network'), template)

    assert.equal(aws.inputsOf('GetTemplate')[0]?.['TemplateStage'], 'Original')
  })

  it('lists the resources of all pages', async () => {
    const summary = (LogicalResourceId: string, PhysicalResourceId: string) => ({
      LogicalResourceId,
      PhysicalResourceId,
      ResourceType: 'AWS::EC2::VPC',
      ResourceStatus: 'CREATE_COMPLETE',
    })
    aws.on(
      'ListStackResources',
      result('ListStackResources', xml({StackResourceSummaries: [summary('Vpc', 'vpc-1')], NextToken: 'more'})),
      result('ListStackResources', xml({StackResourceSummaries: [summary('Other', '')]})),
    )

    const resources = await createCloudFormation(aws.access).resources('vast-dev-network')

    assert.deepEqual(resources, [
      {logicalId: 'Vpc', physicalId: 'vpc-1', type: 'AWS::EC2::VPC', status: 'CREATE_COMPLETE'},
      {logicalId: 'Other', type: 'AWS::EC2::VPC', status: 'CREATE_COMPLETE'},
    ])
    assert.equal(aws.inputsOf('ListStackResources')[1]?.['NextToken'], 'more')
  })
})
