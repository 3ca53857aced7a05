import assert from 'node:assert/strict'

import {StackError} from '../errors.js'
import type {EcsDeployment, EcsService, EcsServiceDeployment, EcsTask} from '../ports/ecs.js'
import {parseTemplate} from '../template/parse-template.js'
import {errorOf} from '../testing/error-of.fixture.js'
import {sample, SERVICE_AT_REST} from '../testing/sample-app.fixture.js'
import {verifyStack, type VerifyStackInput} from './verify-stack.js'

const SERVICE = 'sample-dev-server-Service'
const OURS = 'ecs-svc/2'
const DIGEST = `sha256:${'2'.repeat(64)}`
const OLD_DIGEST = `sha256:${'1'.repeat(64)}`
const REPOSITORY = '127.0.0.1:5000/sample-dev/server'
const TEMPLATE = `Resources:
  Task: {Type: AWS::ECS::TaskDefinition}
  Service: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Task}}
`

const deployment = (more: Partial<EcsDeployment> = {}): EcsDeployment => ({
  ...SERVICE_AT_REST.deployments[0]!,
  id: OURS,
  desired: 1,
  running: 1,
  createdAt: 5000,
  ...more,
})

const serviceOf = (primary: EcsDeployment, more: Partial<EcsService> = {}): EcsService => ({
  ...SERVICE_AT_REST,
  desired: primary.desired,
  running: primary.running,
  taskDefinition: primary.taskDefinition,
  deployments: [primary],
  ...more,
})

const task = (more: Partial<EcsTask> = {}, imageDigest = DIGEST): EcsTask => ({
  arn: 'task/1',
  taskDefinition: 'sample-dev-server-Task',
  lastStatus: 'RUNNING',
  healthStatus: 'HEALTHY',
  startedBy: OURS,
  createdAt: 0,
  containers: [{name: 'main', image: `${REPOSITORY}@${DIGEST}`, imageDigest}],
  ...more,
})

const rollout = (status: string, more: Partial<EcsServiceDeployment> = {}): EcsServiceDeployment => ({
  arn: 'service-deployment/2',
  status,
  createdAt: 5000,
  ...more,
})

/** A stack that has just been updated at 4000, its one service with a task before. */
async function updated(primary = deployment(), template = TEMPLATE) {
  const {ctx, controller} = await sample()
  ctx.cloudFormation.setStatus('sample-dev-server', 'UPDATE_COMPLETE')
  const kept = ctx.cloudFormation.stacks.get('sample-dev-server')!
  const stack = {...kept.stack, updatedAt: 4000}
  ctx.cloudFormation.stacks.set('sample-dev-server', {stack, text: template})
  ctx.ecs.services.set(SERVICE, serviceOf(primary))
  ctx.ecs.serviceTasks.set(SERVICE, [task()])
  ctx.ecs.deployments.set(SERVICE, [rollout('SUCCESSFUL')])
  const input: VerifyStackInput = {
    app: 'sample',
    surveyed: {part: 'server', template: parseTemplate(template, 'server.yaml')},
    stack,
    before: new Map([[SERVICE, {deployment: 'ecs-svc/1', taskDefinition: 'sample-dev-server-Task:1', desired: 1}]]),
    images: [{name: 'server', uri: `${REPOSITORY}@${DIGEST}`, digest: DIGEST, built: true, pushed: true, bases: []}],
  }
  return {ctx, controller, input}
}

describe('what runs after a deploy', () => {
  it('is told with its counts and the digests that the containers report', async () => {
    const {ctx, input} = await updated()

    const {verified, services} = await verifyStack(input, ctx)

    assert.equal(verified, true)
    assert.deepEqual(services, [
      {
        part: 'server',
        name: SERVICE,
        state: 'running',
        desired: 1,
        running: 1,
        taskDefinition: 'sample-dev-server-Task',
        images: [{container: 'main', digest: DIGEST}],
      },
    ])
  })

  it('is asked of nobody where the template has nothing that runs', async () => {
    const {ctx, input} = await updated()
    const template = parseTemplate('Resources: {Vpc: {Type: AWS::EC2::VPC}}', 'network.yaml')

    const result = await verifyStack({...input, surveyed: {part: 'network', template}}, ctx)

    assert.deepEqual(result, {verified: true, services: [], functions: []})
    assert.deepEqual([...ctx.cloudFormation.calls, ...ctx.ecs.calls], [])
  })

  it('is waited for while tasks are not healthy, and tells how many are missing', async () => {
    const {ctx, input} = await updated(deployment({rolloutState: 'IN_PROGRESS', desired: 2, running: 1}))
    let asked = 0
    ctx.ecs.onCall = (method) => {
      if (method !== 'service' || (asked += 1) !== 3) return
      ctx.ecs.services.set(SERVICE, serviceOf(deployment({desired: 2, running: 2})))
      ctx.ecs.serviceTasks.set(SERVICE, [task(), task({arn: 'task/2'})])
    }

    const {services} = await verifyStack(input, ctx)

    assert.equal(services[0]?.running, 2)
    const told = ctx.host.of('stack.settling').map(({logicalId, ready, wanted}) => `${logicalId} ${ready}/${wanted}`)
    assert.deepEqual(told, ['Service 1/2'])
  })

  it('is not an unhealthy task of a rollout that ECS calls complete', async () => {
    const {ctx, input} = await updated()
    ctx.ecs.serviceTasks.set(SERVICE, [task({healthStatus: 'UNHEALTHY'})])
    let asked = 0
    ctx.ecs.onCall = (method) => {
      if (method === 'tasks' && (asked += 1) === 2) ctx.ecs.serviceTasks.set(SERVICE, [task()])
    }

    await verifyStack(input, ctx)

    assert.equal(asked, 2)
    assert.equal(ctx.host.of('stack.settling')[0]?.ready, 0)
  })

  it('is the older task definition: rolled back, with the reason of the service deployment', async () => {
    const back = deployment({id: 'ecs-svc/3', taskDefinition: 'task-definition/sample:1'})
    const {ctx, input} = await updated(back)
    const reason = 'Service deployment rolled back because the circuit breaker threshold was exceeded.'
    ctx.ecs.deployments.set(SERVICE, [rollout('ROLLBACK_SUCCESSFUL', {rollback: {reason}})])

    const error = await errorOf(verifyStack(input, ctx))

    assert.equal(error.code, 'ROLLOUT_ROLLED_BACK')
    assert.equal(error.message, `${SERVICE} was rolled back to sample:1: ${reason}`)
    assert.deepEqual(error.suggestions, ['aws-stack sample:why', 'aws-stack sample:status'])
  })

  it('is told rolled back also where both deployments have one task definition', async () => {
    const {ctx, input} = await updated()
    ctx.ecs.deployments.set(SERVICE, [rollout('ROLLBACK_SUCCESSFUL'), rollout('SUCCESSFUL', {createdAt: 1})])

    const error = await errorOf(verifyStack(input, ctx))

    assert.equal(error.code, 'ROLLOUT_ROLLED_BACK')
  })

  it('takes no rollback of before this update for one of its own', async () => {
    const {ctx, input} = await updated()
    ctx.ecs.deployments.set(SERVICE, [rollout('ROLLBACK_SUCCESSFUL', {createdAt: 3999})])

    const {services} = await verifyStack(input, ctx)

    assert.equal(services[0]?.state, 'running')
  })

  it("is somebody else's deployment that came while ours was waited for: which, and since when", async () => {
    const {ctx, input} = await updated(deployment({rolloutState: 'IN_PROGRESS', running: 0}))
    let asked = 0
    ctx.ecs.onCall = (method) => {
      if (method !== 'service' || (asked += 1) !== 2) return
      ctx.ecs.services.set(SERVICE, serviceOf(deployment({id: 'ecs-svc/9', createdAt: 9000})))
      ctx.ecs.deployments.set(SERVICE, [rollout('SUCCESSFUL', {createdAt: 9000}), rollout('STOPPED')])
    }

    const error = await errorOf(verifyStack(input, ctx))

    assert.equal(error.code, 'ROLLOUT_SUPERSEDED')
    assert.match(error.message, /ecs-svc\/9 .* since 1970-01-01T00:00:09/)
    assert.deepEqual(error.details['deployments'], {before: 'ecs-svc/1', deployed: OURS, now: 'ecs-svc/9'})
  })

  it('is nothing where somebody scaled it to zero meanwhile', async () => {
    const {ctx, input} = await updated(deployment({desired: 0, running: 0}))

    const error = await errorOf(verifyStack(input, ctx))

    assert.equal(error.code, 'SCALED_TO_ZERO')
    assert.deepEqual(error.details['counts'], {desired: 0, running: 0, failed: 0})
  })

  it('is not started where nothing was wanted before, or the template wants nothing', async () => {
    const none = deployment({desired: 0, running: 0})
    const first = await updated(none)
    const byTemplate = await updated(none, TEMPLATE.replace('!Ref Task}', '!Ref Task, DesiredCount: 0}'))

    const created = await verifyStack({...first.input, before: new Map()}, first.ctx)
    const wanted = await verifyStack(byTemplate.input, byTemplate.ctx)

    assert.deepEqual([created.services[0]?.state, wanted.services[0]?.state], ['not-started', 'not-started'])
    assert.deepEqual(first.ctx.ecs.calls, [`service ${SERVICE}`])
  })

  it('is an image that was not deployed', async () => {
    const {ctx, input} = await updated()
    ctx.ecs.serviceTasks.set(SERVICE, [task({}, OLD_DIGEST)])

    const error = await errorOf(verifyStack(input, ctx))

    assert.equal(error.code, 'WRONG_IMAGE')
    assert.deepEqual(error.details['digests'], {wanted: DIGEST, running: OLD_DIGEST})
  })

  it("may be any image of a repository that is not ours: a side car's", async () => {
    const {ctx, input} = await updated()
    const sidecar = {name: 'agent', image: 'public.ecr.aws/agent:1', imageDigest: OLD_DIGEST}
    ctx.ecs.serviceTasks.set(SERVICE, [task({containers: [...task().containers, sidecar]})])

    const {services} = await verifyStack(input, ctx)

    assert.deepEqual(
      services[0]?.images.map(({container}) => container),
      ['main', 'agent'],
    )
  })

  it('is a failed rollout that nobody takes back', async () => {
    const failed = deployment({rolloutState: 'FAILED', rolloutStateReason: 'tasks failed to start.', failedTasks: 3})
    const {ctx, input} = await updated(failed)

    const error = await errorOf(verifyStack(input, ctx))

    assert.equal(error.code, 'ROLLOUT_FAILED')
    assert.match(error.message, /tasks failed to start\.$/)
  })

  for (const [method, code] of [
    ['service', 'ACCESS_DENIED'],
    ['tasks', 'ACCESS_DENIED'],
    ['service', 'AWS_REFUSED'],
  ] as const) {
    it(`cannot be told after ${code} of ${method}: a warning, and no failure`, async () => {
      const {ctx, input} = await updated()
      ctx.ecs.failures.set(method, new StackError(code, 'not authorized to perform: ecs:Describe'))

      const result = await verifyStack(input, ctx)

      assert.deepEqual(result, {verified: false, services: [], functions: []})
      assert.deepEqual(
        ctx.host.of('warning').map((warning) => warning.code),
        ['NOT_VERIFIED'],
      )
    })
  }

  it('is told without the permission to list service deployments too', async () => {
    const {ctx, input} = await updated(deployment({id: 'ecs-svc/3', taskDefinition: 'sample-dev-server-Task:1'}))
    ctx.ecs.failures.set('serviceDeployments', new StackError('ACCESS_DENIED', 'no'))

    const error = await errorOf(verifyStack(input, ctx))

    assert.equal(error.code, 'ROLLOUT_ROLLED_BACK')
  })

  it('is asked again where a throttle outlasts all tries of a call', async () => {
    const {ctx, input} = await updated()
    ctx.ecs.failures.set('service', new StackError('AWS_THROTTLED', 'Rate exceeded'))
    let asked = 0
    ctx.ecs.onCall = () => {
      if ((asked += 1) === 3) ctx.ecs.failures.clear()
    }

    const {verified} = await verifyStack(input, ctx)

    assert.equal(verified, true)
  })

  it('is no longer waited for after a signal', async () => {
    const {ctx, controller, input} = await updated(deployment({rolloutState: 'IN_PROGRESS', running: 0}))
    ctx.ecs.onCall = () => controller.abort('SIGINT')

    const error = await errorOf(verifyStack(input, ctx))

    assert.equal(error.code, 'CANCELLED')
  })
})
