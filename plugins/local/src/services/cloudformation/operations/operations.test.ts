import assert from 'node:assert/strict'

import {
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetStackPolicyCommand,
  GetTemplateSummaryCommand,
  ListExportsCommand,
  ListImportsCommand,
  ListStackResourcesCommand,
  SetStackPolicyCommand,
  UpdateTerminationProtectionCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation'

import {type LocalCloudFormation, startCloudFormation} from '../testing/start-cloudformation.test.js'

const LOG = {Resources: {Log: {Type: 'AWS::Logs::LogGroup'}}}

describe('the API of CloudFormation', () => {
  let local: LocalCloudFormation

  beforeEach(async () => {
    local = await startCloudFormation()
  })

  afterEach(() => local.close())

  it('pages events by a hundred, the newest first', async () => {
    const ids = Array.from({length: 60}, (_, index) => `Log${index}`)
    await local.create('many', {Resources: Object.fromEntries(ids.map((id) => [id, LOG.Resources.Log]))})

    const first = await local.client.send(new DescribeStackEventsCommand({StackName: 'many'}))
    const second = await local.client.send(
      new DescribeStackEventsCommand({StackName: 'many', NextToken: first.NextToken}),
    )

    assert.equal(first.StackEvents?.length, 100)
    assert.equal(first.StackEvents[0]?.ResourceStatus, 'CREATE_COMPLETE')
    assert.equal(second.StackEvents?.length, 82)
    assert.equal(second.StackEvents.at(-1)?.ResourceStatusReason, 'User Initiated')
    assert.equal(second.NextToken, undefined)
  })

  it('pages resources and stacks by a hundred', async () => {
    const ids = Array.from({length: 101}, (_, index) => `Log${index}`)
    await local.create('many', {Resources: Object.fromEntries(ids.map((id) => [id, LOG.Resources.Log]))})

    const first = await local.client.send(new ListStackResourcesCommand({StackName: 'many'}))
    const second = await local.client.send(
      new ListStackResourcesCommand({StackName: 'many', NextToken: first.NextToken}),
    )

    assert.deepEqual([first.StackResourceSummaries?.length, second.StackResourceSummaries?.length], [100, 1])
  })

  it('describes one resource of a stack, and finds the stack of a resource', async () => {
    await local.create('logs', LOG)
    const [physicalId] = local.services.keys()

    const one = await local.client.send(new DescribeStackResourceCommand({StackName: 'logs', LogicalResourceId: 'Log'}))
    const found = await local.client.send(new DescribeStackResourcesCommand({PhysicalResourceId: physicalId}))

    assert.equal(one.StackResourceDetail?.PhysicalResourceId, physicalId)
    assert.equal(found.StackResources?.[0]?.StackName, 'logs')
    const missing = local.client.send(new DescribeStackResourceCommand({StackName: 'logs', LogicalResourceId: 'No'}))
    await assert.rejects(missing, {message: 'Resource No does not exist for stack logs'})
  })

  it('protects a stack from deletion', async () => {
    await local.create('logs', LOG, {EnableTerminationProtection: true})
    const remove = () => local.client.send(new DeleteStackCommand({StackName: 'logs'}))

    await assert.rejects(remove(), {
      name: 'ValidationError',
      message: 'Stack [logs] cannot be deleted while TerminationProtection is enabled',
    })
    const off = {StackName: 'logs', EnableTerminationProtection: false}
    const {StackId} = await local.client.send(new UpdateTerminationProtectionCommand(off))
    await remove()

    assert.equal((await local.settled(StackId!)).StackStatus, 'DELETE_COMPLETE')
  })

  it('asks for capabilities before it makes IAM resources', async () => {
    const role = (properties: object) => ({
      Resources: {Role: {Type: 'AWS::IAM::Role', Properties: {AssumeRolePolicyDocument: {}, ...properties}}},
    })
    const refused = (name: string) => ({
      name: 'InsufficientCapabilitiesException',
      message: `Requires capabilities : [${name}]`,
    })

    await assert.rejects(local.create('iam', role({})), refused('CAPABILITY_IAM'))
    await assert.rejects(
      local.create('iam', role({RoleName: 'app'}), {Capabilities: ['CAPABILITY_IAM']}),
      refused('CAPABILITY_NAMED_IAM'),
    )
    await assert.rejects(local.plan('iam', role({}), {ChangeSetType: 'CREATE'}), refused('CAPABILITY_IAM'))
    const stack = await local.create('iam', role({}), {Capabilities: ['CAPABILITY_NAMED_IAM']})

    assert.equal(stack.StackStatus, 'CREATE_COMPLETE')
    assert.deepEqual(stack.Capabilities, ['CAPABILITY_NAMED_IAM'])
  })

  it('keeps an export as long as somebody imports it', async () => {
    const exporting = (value: string) => ({...LOG, Outputs: {Name: {Value: value, Export: {Name: 'name'}}}})
    const importing = {
      Resources: {Log: {Type: 'AWS::Logs::LogGroup', Properties: {LogGroupName: {'Fn::ImportValue': 'name'}}}},
    }
    await local.create('a', exporting('app'))
    await local.create('b', importing)

    const {Exports} = await local.client.send(new ListExportsCommand({}))
    const {Imports} = await local.client.send(new ListImportsCommand({ExportName: 'name'}))
    await local.client.send(new DeleteStackCommand({StackName: 'a'}))
    const kept = await local.settled('a')
    const updated = await local.update('a', exporting('other'))
    const twin = await local.create('c', exporting('app'))

    assert.deepEqual(
      Exports?.map(({Name, Value}) => [Name, Value]),
      [['name', 'app']],
    )
    assert.deepEqual(Imports, ['b'])
    assert.ok(local.services.has('app'))
    assert.equal(kept.StackStatus, 'CREATE_COMPLETE')
    assert.equal(kept.StackStatusReason, 'Delete canceled. Cannot delete export name as it is in use by b.')
    assert.equal(updated.StackStatus, 'UPDATE_ROLLBACK_COMPLETE')
    const reasons = (await local.events('a')).map(({ResourceStatusReason}) => ResourceStatusReason)
    assert.ok(reasons.includes('Export name cannot be updated as it is in use by b. '))
    assert.equal(twin.StackStatus, 'ROLLBACK_COMPLETE')
    const twinReasons = (await local.events('c')).map(({ResourceStatusReason}) => ResourceStatusReason)
    assert.ok(twinReasons.includes('Export with name name is already exported by stack a. Rollback requested by user.'))
  })

  it('summarizes and validates a template', async () => {
    const TemplateBody = JSON.stringify({
      Description: 'A role',
      Parameters: {Stage: {Type: 'String', Default: 'dev', AllowedValues: ['dev', 'prod'], Description: 'Which'}},
      Resources: {Role: {Type: 'AWS::IAM::Role', Properties: {AssumeRolePolicyDocument: {}}}},
    })

    const valid = await local.client.send(new ValidateTemplateCommand({TemplateBody}))
    const summary = await local.client.send(new GetTemplateSummaryCommand({TemplateBody}))

    assert.deepEqual(valid.Parameters, [
      {ParameterKey: 'Stage', DefaultValue: 'dev', NoEcho: false, Description: 'Which'},
    ])
    assert.deepEqual(valid.Capabilities, ['CAPABILITY_IAM'])
    assert.equal(valid.CapabilitiesReason, 'The following resource(s) require capabilities: [AWS::IAM::Role]')
    assert.deepEqual(summary.ResourceTypes, ['AWS::IAM::Role'])
    assert.deepEqual(summary.Parameters?.[0]?.ParameterConstraints?.AllowedValues, ['dev', 'prod'])
  })

  it('keeps a stack policy', async () => {
    await local.create('logs', LOG)
    const StackPolicyBody = '{"Statement": []}'

    await local.client.send(new SetStackPolicyCommand({StackName: 'logs', StackPolicyBody}))
    const kept = await local.client.send(new GetStackPolicyCommand({StackName: 'logs'}))

    assert.equal(kept.StackPolicyBody, StackPolicyBody)
  })

  it('refuses what cannot be a stack, and leaves nothing behind', async () => {
    const cases: [() => Promise<unknown>, RegExp][] = [
      [
        () => local.create('1st', LOG),
        /Value '1st' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern/,
      ],
      [() => local.create('logs', ''), /Either Template URL or Template Body must be specified/],
      [
        () => local.create('logs', LOG, {Parameters: [{ParameterKey: 'A', ParameterValue: 'b'}]}),
        /Parameters: \[A\] do not exist in the template/,
      ],
      [() => local.create('logs', LOG, {Tags: [{Key: 'aws:x', Value: 'y'}]}), /reserved/],
      [
        () => local.create('logs', LOG, {DisableRollback: true, OnFailure: 'DELETE'}),
        /both OnFailure and DisableRollback/,
      ],
      [() => local.create('logs', LOG, {TemplateURL: 'https://example.com/t'}), /does not fetch templates/],
      [() => local.update('nothing', LOG), /^ValidationError: Stack \[nothing\] does not exist/],
      [
        () =>
          local.create('logs', {
            Conditions: {No: {'Fn::Equals': ['a', 'b']}},
            Resources: {
              Vpc: {Type: 'AWS::EC2::VPC', Condition: 'No'},
              Log: {Type: 'AWS::Logs::LogGroup', Properties: {LogGroupName: {Ref: 'Vpc'}}},
            },
          }),
        /Unresolved resource dependencies \[Vpc\] in the Resources block/,
      ],
    ]

    for (const [call, message] of cases) await assert.rejects(call, message)
    const {Stacks} = await local.client.send(new DescribeStacksCommand({}))
    assert.deepEqual(Stacks, [])
  })

  it('knows the zones that EC2 tells', async () => {
    const zone = {'Fn::Select': [1, {'Fn::GetAZs': {Ref: 'AWS::Region'}}]}
    const stack = await local.create('net', {
      Resources: {Vpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: '10.0.0.0/16'}}},
      Outputs: {Zone: {Value: zone}},
    })

    assert.equal(stack.Outputs?.[0]?.OutputValue, 'eu-west-1b')
  })

  it('takes only ids of what is there', async () => {
    const {Outputs} = await local.create('net', {
      Resources: {Vpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: '10.0.0.0/16'}}},
      Outputs: {Vpc: {Value: {Ref: 'Vpc'}}},
    })
    const template = {...LOG, Parameters: {Vpcs: {Type: 'List<AWS::EC2::VPC::Id>'}}}
    const given = (ParameterValue: string) => ({Parameters: [{ParameterKey: 'Vpcs', ParameterValue}]})

    const stack = await local.create('logs', template, given(Outputs![0]!.OutputValue!))

    assert.equal(stack.StackStatus, 'CREATE_COMPLETE')
    await assert.rejects(local.create('more', template, given('vpc-0')), {
      name: 'ValidationError',
      message: 'Parameter validation failed: parameter value vpc-0 for parameter name Vpcs does not exist',
    })
  })

  it('does not take a token that it did not give', async () => {
    await local.create('logs', LOG)

    const call = local.client.send(new DescribeStackEventsCommand({StackName: 'logs', NextToken: 'mine'}))

    await assert.rejects(call, /NextToken is invalid/)
  })
})
