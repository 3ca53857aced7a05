import assert from 'node:assert/strict'

import {errorOf} from '../testing/error-of.fixture.js'
import {sample, SERVER, SERVICE_AT_REST} from '../testing/sample-app.fixture.js'
import {deploy} from '../verbs/deploy.js'

const yes = {yes: true, force: false}
const SERVICE = 'sample-dev-server-Service'

describe('a deploy that looks at what runs', () => {
  it('says of a service that waits to be started that it is not started', async () => {
    const {app, settings, ctx} = await sample()

    const {services, verified} = await deploy(app, settings, yes, ctx)

    assert.equal(verified, true)
    assert.deepEqual(
      services.map(({part, state, desired}) => [part, state, desired]),
      [['server', 'not-started', 0]],
    )
  })

  it('asks nobody about a stack that was not changed, nor about one without services', async () => {
    const {app, settings, ctx, edit} = await sample()
    await deploy(app, settings, yes, ctx)
    ctx.ecs.calls.length = 0
    ctx.cloudFormation.calls.length = 0

    const same = await deploy(app, settings, yes, ctx)
    const readsOfNothing = ctx.cloudFormation.calls.length
    await edit(
      'registry.yaml',
      'Resources: {Repository: {Type: AWS::ECR::Repository, Properties: {Name: x}}}\nOutputs: {Uri: {Value: !GetAtt Repository.RepositoryUri}}\n',
    )
    const other = await deploy(app, settings, yes, ctx)

    assert.deepEqual([same.changed, same.verified, other.changed], [false, true, true])
    assert.equal(readsOfNothing, 6)
    assert.deepEqual(ctx.ecs.calls, [])
    assert.ok(!ctx.cloudFormation.calls.some((call) => call.startsWith('resources ')))
  })

  it('reads what a service wants before it changes the stack, and sees that it was scaled to zero meanwhile', async () => {
    const {app, settings, ctx, edit} = await sample()
    await deploy(app, settings, yes, ctx)
    ctx.ecs.services.set(SERVICE, {...SERVICE_AT_REST, desired: 1})
    const withoutCount = SERVER.replace(', DesiredCount: !Ref NewService', '').replace(
      '!Ref Image}',
      '!Ref Image, Cpu: 512}',
    )
    await edit('server.yaml', withoutCount)
    ctx.cloudFormation.pause = async (stack) => {
      if (stack === 'sample-dev-server') ctx.ecs.services.set(SERVICE, SERVICE_AT_REST)
    }

    const error = await errorOf(deploy(app, settings, yes, ctx))

    assert.equal(error.code, 'SCALED_TO_ZERO')
  })

  it('gives a rollout that made the stack fail the same code', async () => {
    const {app, settings, ctx} = await sample()
    const said = "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'."
    ctx.cloudFormation.failAt('sample-dev-server', 'Service', said)

    const error = await errorOf(deploy(app, settings, yes, ctx))

    assert.equal(error.code, 'ROLLOUT_ROLLED_BACK')
    assert.equal(error.details['resource'], 'Service')
  })

  it('stops the rollout that it waits for when it is cancelled, and waits until ECS is back', async () => {
    const {app, settings, ctx, controller} = await sample()
    const [primary] = SERVICE_AT_REST.deployments
    const rolling = {...primary!, desired: 1, rolloutState: 'IN_PROGRESS'}
    ctx.ecs.services.set(SERVICE, {...SERVICE_AT_REST, desired: 1, deployments: [rolling]})
    const moving = {arn: 'service-deployment/2', status: 'IN_PROGRESS', createdAt: 1}
    ctx.ecs.deployments.set(SERVICE, [moving])
    ctx.ecs.onCall = (method) => {
      if (method === 'service') controller.abort('SIGINT')
      if (method === 'stopServiceDeployment')
        ctx.ecs.deployments.set(SERVICE, [{...moving, status: 'ROLLBACK_SUCCESSFUL'}])
    }

    const error = await errorOf(deploy(app, settings, yes, ctx))

    assert.equal(error.code, 'CANCELLED')
    assert.ok(ctx.ecs.calls.includes('stopServiceDeployment service-deployment/2'))
    assert.deepEqual(
      ctx.host.of('node.cancelling').map(({how}) => how),
      ['stops-rollout'],
    )
  })
})
