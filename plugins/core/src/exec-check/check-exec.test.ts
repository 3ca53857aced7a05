import assert from 'node:assert/strict'

import {StackError} from '../errors.js'
import type {EcsService, EcsTask, EcsTaskDefinition} from '../ports/ecs.js'
import {type Sample, sample, SERVICE_AT_REST} from '../testing/sample-app.fixture.js'
import {checkExec} from './check-exec.js'
import type {ExecFinding} from './exec-finding.js'

const NAME = 'sample-dev-server-Service'
const DEFINITION = 'arn:task-definition/server:1'
const ROLE = 'arn:aws:iam::123456789012:role/server-task'
const ACTIONS = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map(
  (name) => `ssmmessages:${name}`,
)

describe('what ECS Exec needs', () => {
  it('is all there', async () => {
    const made = await ready()

    const findings = await check(made)

    assert.deepEqual(
      findings.map(({name, state}) => `${name} ${state}`),
      ['service ok', 'task ok', 'role ok', 'route ok', 'containers ok', 'platform ok', 'agent ok'],
    )
  })

  it('is looked at without a task too', async () => {
    const made = await ready()
    made.ctx.ecs.serviceTasks.set(NAME, [])

    const findings = await check(made)

    assert.deepEqual(
      findings.map(({name, state}) => `${name} ${state}`),
      ['service ok', 'role ok', 'route ok', 'containers ok'],
    )
  })

  it('misses ECS Exec on the service, with the call that turns it on', async () => {
    const made = await ready({service: {execEnabled: false}})

    const [finding] = wrongOnes(await check(made))

    assert.match(finding?.message ?? '', /ECS Exec is off for the service sample-dev-server-Service/)
    assert.match(finding?.suggestions.join() ?? '', /aws ecs update-service .*--enable-execute-command.*sample:restart/)
  })

  it('misses it on a task that was started while it was off, and its missing agent is no news then', async () => {
    const made = await ready({task: {execEnabled: false}})

    const findings = wrongOnes(await check(made))

    assert.deepEqual(
      findings.map(({name, suggestions}) => [name, suggestions]),
      [['task', ['aws-stack sample:restart']]],
    )
  })

  it('tells an agent that is not up yet from one that has stopped', async () => {
    const young = await ready({task: {execAgent: 'PENDING'}})
    const dead = await ready({task: {execAgent: 'STOPPED', execAgentReason: 'no credentials'}})

    const [[waiting], [stopped]] = [wrongOnes(await check(young)), wrongOnes(await check(dead))]

    assert.deepEqual(
      [waiting?.suggestions, stopped?.suggestions],
      [['aws-stack sample:start'], ['aws-stack sample:restart']],
    )
    assert.match(stopped?.evidence.join() ?? '', /STOPPED, no credentials/)
  })

  it('misses permissions of the task role, each by name, with the policy that gives them', async () => {
    const made = await ready()
    made.ctx.roles.roles.set(ROLE, ACTIONS.slice(0, 3))

    const [finding] = wrongOnes(await check(made))

    assert.deepEqual(finding?.evidence, ['ssmmessages:OpenDataChannel: denied'])
    assert.match(finding?.suggestions[0] ?? '', /^aws iam put-role-policy --role-name server-task .*OpenDataChannel/)
  })

  it('misses a task role that is gone, and one that never was', async () => {
    const gone = await ready()
    gone.ctx.roles.roles.clear()
    const none = await ready({definition: {taskRole: undefined}})

    const messages = [...wrongOnes(await check(gone)), ...wrongOnes(await check(none))].map(({message}) => message)

    assert.deepEqual(messages, [
      'the task role server-task is gone',
      'the task has no role, and its agent may do nothing without one',
    ])
  })

  it('says what could not be checked, and why', async () => {
    const made = await ready()
    made.ctx.roles.failure = new StackError('ACCESS_DENIED', 'no permission for iam:GetRole')
    made.ctx.ec2.failure = new StackError('ACCESS_DENIED', 'no permission for ec2:DescribeSubnets')

    const findings = (await check(made)).filter(({state}) => state !== 'ok')

    assert.deepEqual(
      findings.map(({name, state}) => `${name} ${state}`),
      ['role unknown', 'route unknown'],
    )
    assert.match(findings[0]?.message ?? '', /server-task may do could not be checked/)
    assert.match(findings[0]?.evidence.join() ?? '', /iam:SimulatePrincipalPolicy denied/)
  })

  for (const [what, routes, message] of [
    ['no default route', [], /no default route, and the VPC no endpoint/],
    [
      'one that leads nowhere',
      [{destination: '0.0.0.0/0', target: 'nat-1', state: 'blackhole'}],
      /nat-1, which is gone/,
    ],
    ['an internet gateway', [{destination: '0.0.0.0/0', target: 'igw-1', state: 'active'}], /no public address/],
  ] as const)
    it(`misses a way out of a subnet with ${what}`, async () => {
      const made = await ready()
      made.ctx.ec2.subnets.set('subnet-1', {vpcId: 'vpc-1', routeTableId: 'rtb-1', routes})

      const [finding] = wrongOnes(await check(made))

      assert.equal(finding?.name, 'route')
      assert.match(finding?.message ?? '', message)
      assert.match(finding?.suggestions.join() ?? '', /--vpc-id vpc-1 --subnet-ids subnet-1 .*eu-west-1\.ssmmessages/)
    })

  it('needs no way out where the VPC has an endpoint, or the task a public address', async () => {
    const routes = [{destination: '0.0.0.0/0', target: 'igw-1', state: 'active'}]
    const inside = await ready()
    inside.ctx.ec2.subnets.set('subnet-1', {vpcId: 'vpc-1', routeTableId: 'rtb-1', routes: []})
    inside.ctx.ec2.endpoints.set('vpc-1', [{id: 'vpce-1', state: 'available', privateDns: true}])
    const seen = await ready({service: {network: {subnets: ['subnet-1'], publicIp: true}}})
    seen.ctx.ec2.subnets.set('subnet-1', {vpcId: 'vpc-1', routeTableId: 'rtb-1', routes})

    assert.deepEqual([wrongOnes(await check(inside)), wrongOnes(await check(seen))], [[], []])
  })

  it('misses a root file system that can be written, a process namespace of its own, and a new platform', async () => {
    const containers = [
      {name: 'main', image: 'x', essential: true, hasHealthCheck: false, readOnlyRoot: true},
      {name: 'beside', image: 'y', essential: true, hasHealthCheck: false},
    ]
    const made = await ready({definition: {containers, pidMode: 'task'}, task: {platformVersion: '1.3.0'}})

    const findings = wrongOnes(await check(made))

    assert.match(findings[0]?.message ?? '', /root file system of main is read-only/)
    assert.match(findings[1]?.message ?? '', /only one of them takes commands/)
    assert.match(findings[2]?.message ?? '', /platform version 1\.3\.0 has no ECS Exec/)
  })
})

interface Changes {
  readonly service?: Partial<EcsService>
  readonly task?: Partial<EcsTask>
  readonly definition?: Partial<Record<keyof EcsTaskDefinition, unknown>>
}

/** A server that takes commands, but for the changes. */
async function ready({service, task, definition}: Changes = {}): Promise<Sample> {
  const made = await sample()
  const {ecs, roles, ec2} = made.ctx
  const network = {subnets: ['subnet-1'], publicIp: false}
  ecs.services.set(NAME, {
    ...SERVICE_AT_REST,
    desired: 1,
    taskDefinition: DEFINITION,
    execEnabled: true,
    network,
    ...service,
  })
  const running: EcsTask = {
    arn: 'arn:task/1',
    taskDefinition: DEFINITION,
    lastStatus: 'RUNNING',
    createdAt: 0,
    execEnabled: true,
    execAgent: 'RUNNING',
    platformVersion: '1.4.0',
    containers: [],
  }
  ecs.serviceTasks.set(NAME, [{...running, ...task}])
  const containers = [{name: 'main', image: 'server', essential: true, hasHealthCheck: true}]
  ecs.taskDefinitions.set(DEFINITION, {
    arn: DEFINITION,
    family: 'server',
    taskRole: ROLE,
    containers,
    ...definition,
  } as EcsTaskDefinition)
  roles.roles.set(ROLE, ACTIONS)
  const routes = [{destination: '0.0.0.0/0', target: 'nat-1', state: 'active'}]
  ec2.subnets.set('subnet-1', {vpcId: 'vpc-1', routeTableId: 'rtb-1', routes})
  return made
}

function check({ctx}: Sample): Promise<ExecFinding[]> {
  return checkExec({app: 'sample', cluster: 'sample', service: NAME}, ctx)
}

function wrongOnes(findings: readonly ExecFinding[]): ExecFinding[] {
  return findings.filter(({state}) => state === 'wrong')
}
