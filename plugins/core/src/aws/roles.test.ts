import assert from 'node:assert/strict'

import {createRoles} from './roles.js'
import {queryError, result, ScriptedAws} from './scripted-aws.fixture.js'

const ROLE = 'arn:aws:iam::123456789012:role/path/task'
const ACTION = 'ssmmessages:OpenDataChannel'
const denied = queryError(403, 'AccessDenied', 'User: me is not authorized to perform: iam:SimulatePrincipalPolicy')

describe('IAM', () => {
  let aws: ScriptedAws
  beforeEach(async () => void (aws = await ScriptedAws.start()))
  afterEach(() => aws.close())

  it('is asked to simulate what a role may do', async () => {
    const member = (action: string, more: string) =>
      `<member><EvalActionName>${action}</EvalActionName>${more}</member>`
    const members = [
      member('a:One', '<EvalDecision>allowed</EvalDecision>'),
      member('a:Two', '<EvalDecision>explicitDeny</EvalDecision>'),
      member(
        'a:Three',
        '<EvalDecision>implicitDeny</EvalDecision><MissingContextValues><member>aws:SourceIp</member></MissingContextValues>',
      ),
    ]
    aws.on(
      'SimulatePrincipalPolicy',
      result('SimulatePrincipalPolicy', `<EvaluationResults>${members.join('')}</EvaluationResults>`),
    )

    const permissions = await createRoles(aws.access).permissions(ROLE, ['a:One', 'a:Two', 'a:Three'])

    assert.deepEqual(
      permissions?.map(({action, decision}) => `${action} ${decision}`),
      ['a:One allowed', 'a:Two denied', 'a:Three conditional'],
    )
    assert.equal(aws.inputsOf('SimulatePrincipalPolicy')[0]?.['PolicySourceArn'], ROLE)
  })

  it('is read where it may not simulate: inline and attached policies of all pages, and the boundary', async () => {
    const all = {Statement: [{Effect: 'Allow', Action: ['ssmmessages:*'], Resource: '*'}]}
    const nothing = {Statement: [{Effect: 'Allow', Action: 's3:*', Resource: '*'}]}
    const document = (policy: object) => encodeURIComponent(JSON.stringify(policy))
    aws.on('SimulatePrincipalPolicy', denied)
    aws.on('GetRole', role(''))
    aws.on(
      'ListRolePolicies',
      result(
        'ListRolePolicies',
        '<PolicyNames><member>one</member></PolicyNames><IsTruncated>true</IsTruncated><Marker>m</Marker>',
      ),
      result('ListRolePolicies', '<PolicyNames><member>two</member></PolicyNames>'),
    )
    aws.on('GetRolePolicy', result('GetRolePolicy', `<PolicyDocument>${document(nothing)}</PolicyDocument>`))
    aws.on(
      'ListAttachedRolePolicies',
      result(
        'ListAttachedRolePolicies',
        '<AttachedPolicies><member><PolicyArn>arn:p</PolicyArn></member></AttachedPolicies>',
      ),
    )
    aws.on('GetPolicy', result('GetPolicy', '<Policy><DefaultVersionId>v3</DefaultVersionId></Policy>'))
    aws.on(
      'GetPolicyVersion',
      result('GetPolicyVersion', `<PolicyVersion><Document>${document(all)}</Document></PolicyVersion>`),
    )
    const free = await createRoles(aws.access).permissions(ROLE, [ACTION])
    aws.on(
      'GetRole',
      role('<PermissionsBoundary><PermissionsBoundaryArn>arn:b</PermissionsBoundaryArn></PermissionsBoundary>'),
    )
    aws.on(
      'GetPolicyVersion',
      result('GetPolicyVersion', `<PolicyVersion><Document>${document(all)}</Document></PolicyVersion>`),
      result('GetPolicyVersion', `<PolicyVersion><Document>${document(nothing)}</Document></PolicyVersion>`),
    )

    const bound = await createRoles(aws.access).permissions(ROLE, [ACTION])

    assert.deepEqual([free, bound], [[{action: ACTION, decision: 'allowed'}], [{action: ACTION, decision: 'denied'}]])
    assert.deepEqual(
      [aws.inputsOf('GetRole')[0]?.['RoleName'], aws.inputsOf('GetRolePolicy')[1]?.['PolicyName']],
      ['task', 'two'],
    )
    assert.equal(aws.inputsOf('GetPolicyVersion')[0]?.['VersionId'], 'v3')
  })

  it('has nothing to say of a role that does not exist', async () => {
    aws.on('SimulatePrincipalPolicy', queryError(404, 'NoSuchEntity', 'cannot be found'))

    assert.equal(await createRoles(aws.access).permissions(ROLE, [ACTION]), undefined)
  })

  it('says no where neither is allowed', async () => {
    for (const operation of ['SimulatePrincipalPolicy', 'GetRole', 'ListRolePolicies', 'ListAttachedRolePolicies'])
      aws.on(operation, denied)

    await assert.rejects(createRoles(aws.access).permissions(ROLE, [ACTION]), {code: 'ACCESS_DENIED'})
  })

  it('does not try again what an emulator does not have', async () => {
    for (const operation of ['SimulatePrincipalPolicy', 'GetRole', 'ListRolePolicies', 'ListAttachedRolePolicies'])
      aws.on(operation, queryError(501, 'NotImplemented', 'not here'))

    await assert.rejects(createRoles(aws.access).permissions(ROLE, [ACTION]), {code: 'AWS_FAILED'})

    assert.deepEqual([aws.inputsOf('SimulatePrincipalPolicy').length, aws.waits], [1, []])
  })
})

function role(more: string) {
  return result('GetRole', `<Role><RoleName>task</RoleName>${more}</Role>`)
}
