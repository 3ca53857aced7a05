import assert from 'node:assert/strict'

import {
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  type Role,
} from '@aws-sdk/client-iam'

import type {Properties} from '../handler.js'
import {type Made, useLocalServices} from './local-services.test.fixture.js'

const TRUST = {
  Version: '2012-10-17',
  Statement: [{Effect: 'Allow', Principal: {Service: 'lambda.amazonaws.com'}, Action: 'sts:AssumeRole'}],
}
const VPC_ACCESS = 'arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole'
const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'

function may(action: string) {
  const Resource = 'arn:aws:logs:eu-west-1:123456789012:*'
  return {Version: '2012-10-17', Statement: [{Effect: 'Allow', Action: action, Resource}]}
}

describe('IAM types', function () {
  this.timeout(30_000)
  const services = useLocalServices()
  const iam = () => services().scope().clients.iam()

  async function aRole(properties: Properties = {}): Promise<Made> {
    return services().make('AWS::IAM::Role', {AssumeRolePolicyDocument: TRUST, ...properties})
  }

  async function inline(RoleName: string, PolicyName: string): Promise<unknown> {
    const {PolicyDocument} = await (await iam()).send(new GetRolePolicyCommand({RoleName, PolicyName}))
    return JSON.parse(decodeURIComponent(PolicyDocument!))
  }

  async function inlineNames(RoleName: string): Promise<string[]> {
    return (await (await iam()).send(new ListRolePoliciesCommand({RoleName}))).PolicyNames!
  }

  async function attached(RoleName: string): Promise<(string | undefined)[]> {
    const {AttachedPolicies} = await (await iam()).send(new ListAttachedRolePoliciesCommand({RoleName}))
    return AttachedPolicies!.map(({PolicyArn}) => PolicyArn)
  }

  it('makes a role with its policies, without the tags that IAM refuses', async () => {
    const made = await aRole({
      RoleName: 'vast-dev-client-eu-west-1',
      Description: 'client',
      ManagedPolicyArns: [VPC_ACCESS],
      Policies: [{PolicyName: 'log', PolicyDocument: may('logs:PutLogEvents')}],
    })

    const {Role: found} = await services().aws<{Role: Role & {AssumeRolePolicyDocument: unknown}}>(
      ...['iam', 'get-role', '--role-name', made.physicalId],
    )
    assert.equal(made.physicalId, 'vast-dev-client-eu-west-1')
    assert.deepEqual(made.attributes, {Arn: found.Arn, RoleId: found.RoleId})
    assert.equal(found.Description, 'client')
    assert.deepEqual(found.AssumeRolePolicyDocument, TRUST)
    assert.deepEqual(found.Tags, [{Key: 'aws-stack:app', Value: 'vast'}])
    assert.deepEqual(await attached(made.physicalId), [VPC_ACCESS])
    assert.deepEqual(await inline(made.physicalId, 'log'), may('logs:PutLogEvents'))
  })

  it('changes policies, trust and session length of a role in place', async () => {
    const made = await aRole({
      ManagedPolicyArns: [VPC_ACCESS],
      Policies: [
        {PolicyName: 'log', PolicyDocument: may('logs:PutLogEvents')},
        {PolicyName: 'old', PolicyDocument: may('logs:CreateLogStream')},
      ],
    })
    const trust = {...TRUST, Statement: [{...TRUST.Statement[0], Principal: {Service: 'ecs-tasks.amazonaws.com'}}]}

    await made.update({
      AssumeRolePolicyDocument: trust,
      MaxSessionDuration: '7200',
      ManagedPolicyArns: [BASIC],
      Policies: [{PolicyName: 'log', PolicyDocument: may('logs:CreateLogGroup')}],
    })

    const {Role: found} = await (await iam()).send(new GetRoleCommand({RoleName: made.physicalId}))
    assert.deepEqual(JSON.parse(decodeURIComponent(found!.AssumeRolePolicyDocument!)), trust)
    assert.equal(found!.MaxSessionDuration, 7200)
    assert.deepEqual(await attached(made.physicalId), [BASIC])
    assert.deepEqual(await inlineNames(made.physicalId), ['log'])
    assert.deepEqual(await inline(made.physicalId, 'log'), may('logs:CreateLogGroup'))
  })

  it('leaves no role behind when one of its policies is refused', async () => {
    const failed = aRole({RoleName: 'half-made', ManagedPolicyArns: ['arn:aws:iam::aws:policy/NoSuchPolicy']})

    await assert.rejects(failed, /NoSuchPolicy does not exist or is not attachable. \(Service: Iam, Status Code: 404/)
    await assert.rejects((await iam()).send(new GetRoleCommand({RoleName: 'half-made'})), {
      name: 'NoSuchEntityException',
    })
  })

  it('deletes a role with its policies', async () => {
    const made = await aRole({
      ManagedPolicyArns: [VPC_ACCESS],
      Policies: [{PolicyName: 'log', PolicyDocument: may('logs:PutLogEvents')}],
    })

    await made.delete()

    await assert.rejects((await iam()).send(new GetRoleCommand({RoleName: made.physicalId})), {
      name: 'NoSuchEntityException',
    })
  })

  it('moves a policy from one role to another under a new name', async () => {
    const [first, second] = [await aRole(), await aRole()]
    const policy = await services().make('AWS::IAM::Policy', {
      PolicyName: 'log',
      PolicyDocument: may('logs:PutLogEvents'),
      Roles: [first.physicalId],
    })

    await policy.update({
      PolicyName: 'write',
      PolicyDocument: may('logs:PutLogEvents'),
      Roles: [first.physicalId, second.physicalId],
    })

    assert.deepEqual(await inlineNames(first.physicalId), ['write'])
    assert.deepEqual(await inlineNames(second.physicalId), ['write'])
  })

  it('gives a managed policy a new default version, attached where the template says', async () => {
    const [first, second] = [await aRole(), await aRole()]
    const made = await services().make('AWS::IAM::ManagedPolicy', {
      PolicyDocument: may('logs:PutLogEvents'),
      Roles: [first.physicalId],
    })

    const changed = await made.update({PolicyDocument: may('logs:CreateLogStream'), Roles: [second.physicalId]})

    const PolicyArn = made.physicalId
    const VersionId = String(changed.attributes['DefaultVersionId'])
    const {PolicyVersion} = await (await iam()).send(new GetPolicyVersionCommand({PolicyArn, VersionId}))
    assert.equal(VersionId, 'v2')
    assert.deepEqual(JSON.parse(decodeURIComponent(PolicyVersion!.Document!)), may('logs:CreateLogStream'))
    assert.deepEqual(await attached(first.physicalId), [])
    assert.deepEqual(await attached(second.physicalId), [PolicyArn])
  })

  it('makes room when a managed policy has its five versions', async () => {
    const actions = [
      'GetLogEvents',
      'PutLogEvents',
      'CreateLogGroup',
      'CreateLogStream',
      'GetQueryResults',
      'StopQuery',
    ]
    let policy = await services().make('AWS::IAM::ManagedPolicy', {PolicyDocument: may('logs:StartQuery')})

    for (const action of actions) policy = await policy.update({PolicyDocument: may(`logs:${action}`)})

    const {Versions} = await (await iam()).send(new ListPolicyVersionsCommand({PolicyArn: policy.physicalId}))
    assert.deepEqual(Versions!.map(({VersionId}) => VersionId).sort(), ['v3', 'v4', 'v5', 'v6', 'v7'])
  })
})
