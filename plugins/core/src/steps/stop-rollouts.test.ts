import assert from 'node:assert/strict'

import {StackError} from '../errors.js'
import type {EcsServiceDeployment} from '../ports/ecs.js'
import {sample} from '../testing/sample-app.fixture.js'
import {cancel} from '../verbs/cancel.js'
import {deploy} from '../verbs/deploy.js'
import {cancelStack} from './cancel-stack.js'
import {stopRollouts} from './stop-rollouts.js'

const SERVICE = 'sample-dev-server-Service'
const node = {kind: 'stack', name: 'server'} as const

const moving = (status = 'IN_PROGRESS', arn = 'service-deployment/2'): EcsServiceDeployment => ({
  arn,
  status,
  createdAt: 1,
})

async function deployed(...deployments: EcsServiceDeployment[]) {
  const made = await sample()
  await deploy(made.app, made.settings, {yes: true, force: false}, made.ctx)
  made.ctx.ecs.deployments.set(SERVICE, deployments)
  made.ctx.ecs.calls.length = 0
  made.ctx.cloudFormation.calls.length = 0
  return {...made, stackId: made.ctx.cloudFormation.stacks.get('sample-dev-server')!.stack.id}
}

const stopsIn = (calls: readonly string[]) => calls.filter((call) => call.startsWith('stopServiceDeployment'))

describe('the rollout of a service', () => {
  for (const status of ['PENDING', 'IN_PROGRESS']) {
    it(`is stopped while it is ${status}`, async () => {
      const {ctx, stackId} = await deployed(moving(status), moving('SUCCESSFUL', 'service-deployment/1'))

      await stopRollouts({node, stackId}, ctx)

      assert.deepEqual(stopsIn(ctx.ecs.calls), ['stopServiceDeployment service-deployment/2'])
    })
  }

  for (const status of ['SUCCESSFUL', 'STOPPED', 'STOP_REQUESTED', 'ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS']) {
    it(`is left alone when it is ${status}`, async () => {
      const {ctx, stackId} = await deployed(moving(status))

      const stopped = await stopRollouts({node, stackId}, ctx)

      assert.deepEqual([stopped, stopsIn(ctx.ecs.calls)], [[], []])
    })
  }

  it('that cannot be stopped is a warning', async () => {
    const {ctx, stackId} = await deployed(moving())
    ctx.ecs.failures.set('stopServiceDeployment', new StackError('ACCESS_DENIED', 'not authorized'))

    await stopRollouts({node, stackId}, ctx)

    assert.deepEqual(
      ctx.host.of('warning').map(({code, message}) => [code, message]),
      [['ACCESS_DENIED', 'the rollout of server could not be stopped: not authorized']],
    )
  })

  it('is stopped after the update that began it was cancelled', async () => {
    const {ctx, stackId} = await deployed(moving())
    ctx.cloudFormation.setStatus('sample-dev-server', 'UPDATE_IN_PROGRESS')

    const how = await cancelStack({node, stackId}, new AbortController().signal, ctx)

    assert.equal(how, 'rolls-back')
    assert.deepEqual(
      ctx.host.of('node.cancelling').map((event) => event.how),
      ['rolls-back', 'stops-rollout'],
    )
  })

  it('is left to the deletion of a stack that is being created', async () => {
    const {ctx, stackId} = await deployed(moving())
    ctx.cloudFormation.setStatus('sample-dev-server', 'CREATE_IN_PROGRESS')

    await cancelStack({node, stackId}, new AbortController().signal, ctx)

    assert.deepEqual(ctx.ecs.calls, [])
  })

  it('is stopped by cancel where nothing else runs, which waits until ECS is back', async () => {
    const {app, settings, ctx} = await deployed(moving())
    ctx.ecs.onCall = (method) => {
      if (method !== 'stopServiceDeployment') return
      ctx.ecs.deployments.set(SERVICE, [moving('ROLLBACK_IN_PROGRESS')])
      setTimeout(() => ctx.ecs.deployments.set(SERVICE, [moving('ROLLBACK_SUCCESSFUL')]), 50)
    }

    const {stacks} = await cancel(app, settings, {}, ctx)

    assert.deepEqual(stacks, [
      {part: 'server', name: 'sample-dev-server', how: 'stops-rollout', status: 'CREATE_COMPLETE'},
    ])
  })

  it('is not looked for by cancel where that is denied: a warning, and nothing runs', async () => {
    const {app, settings, ctx} = await deployed(moving())
    ctx.ecs.failures.set('serviceDeployments', new StackError('ACCESS_DENIED', 'not authorized'))

    const {stacks} = await cancel(app, settings, {}, ctx)

    assert.deepEqual(stacks, [])
    assert.equal(ctx.host.of('warning')[0]?.code, 'ACCESS_DENIED')
  })
})
