import assert from 'node:assert/strict'
import {PassThrough} from 'node:stream'

import {StackError} from '../errors.js'
import type {EcsTask} from '../ports/ecs.js'
import {SERVER, SERVICE_AT_REST, sample} from '../testing/sample-app.fixture.js'
import {deploy} from './deploy.js'
import {exec} from './exec.js'

const refusal = new StackError('SESSION_REFUSED', 'no session today')

describe('exec', () => {
  it('needs the server to be deployed', async () => {
    const {app, settings, ctx} = await sample()

    await assert.rejects(exec(app, settings, input(), ctx), {
      code: 'NOT_DEPLOYED',
      suggestions: ['aws-stack sample:deploy'],
    })
  })

  it('goes nowhere with credentials of another account, and tells nobody whose they are otherwise', async () => {
    const {app, settings, ctx} = await deployed([task('one', 1)])
    ctx.host.events.length = 0

    await assert.rejects(exec(app, {...settings, account: '999999999999'}, input(), ctx), {code: 'WRONG_ACCOUNT'})
    await assert.rejects(exec(app, settings, input(), ctx), refusal)

    assert.deepEqual(ctx.host.events, [])
  })

  it('needs a running server', async () => {
    const {app, settings, ctx} = await deployed([])

    await assert.rejects(exec(app, settings, input(), ctx), {
      code: 'NO_SERVER',
      message: 'no server of sample runs: none is wanted',
      suggestions: ['aws-stack sample:start'],
    })
  })

  it('names the status first where a server is wanted and has no task', async () => {
    const {app, settings, ctx} = await deployed([])
    for (const name of ctx.ecs.serviceTasks.keys()) ctx.ecs.services.set(name, {...SERVICE_AT_REST, desired: 1})

    await assert.rejects(exec(app, settings, input(), ctx), {
      code: 'NO_SERVER',
      suggestions: ['aws-stack sample:status', 'aws-stack sample:start'],
    })
  })

  it('says what ECS Exec misses where the task takes no commands', async () => {
    const {app, settings, ctx} = await deployed([{...task('one', 1), execEnabled: false}])
    ctx.ecs.onExecute = () => Promise.reject(new StackError('EXEC_UNAVAILABLE', 'one of many reasons'))

    await assert.rejects(exec(app, settings, input(), ctx), {
      code: 'EXEC_UNAVAILABLE',
      message: /the task one was started while ECS Exec was off/,
      suggestions: ['aws-stack sample:restart'],
    })
  })

  it('does not take a task that is still starting for a server', async () => {
    const {app, settings, ctx} = await deployed([{...task('one', 1), lastStatus: 'PENDING'}])

    await assert.rejects(exec(app, settings, input(), ctx), {code: 'NO_SERVER'})
  })

  it('takes the newest of several, and says so', async () => {
    const {app, settings, ctx} = await deployed([task('old', 1), task('new', 2)])

    await assert.rejects(exec(app, settings, input(), ctx), refusal)

    assert.equal(ctx.ecs.calls.at(-1), 'execute arn:task/new main')
    assert.deepEqual(
      ctx.host.events.flatMap((event) => (event.type === 'warning' ? [event.code] : [])),
      ['SEVERAL_TASKS'],
    )
  })

  it('takes the task that is named', async () => {
    const {app, settings, ctx} = await deployed([task('old', 1), task('new', 2)])

    await assert.rejects(exec(app, settings, input('old'), ctx), refusal)

    assert.equal(ctx.ecs.calls.at(-1), 'execute arn:task/old main')
  })

  it('says which tasks there are where none is the named one', async () => {
    const {app, settings, ctx} = await deployed([task('one', 1)])

    await assert.rejects(exec(app, settings, input('two'), ctx), {
      code: 'NO_SERVER',
      message: /no task two .* but one$/,
    })
  })
})

async function deployed(tasks: EcsTask[]) {
  const all = await sample()
  await all.edit('server.yaml', `${SERVER}  Cluster: {Value: c}\n  Service: {Value: s}\n`)
  await deploy(all.app, all.settings, {yes: true, force: false}, all.ctx)
  const {outputs} = (await all.ctx.cloudFormation.describe('sample-dev-server'))!
  all.ctx.ecs.serviceTasks.set(outputs['Service']!, tasks)
  all.ctx.ecs.onExecute = () => Promise.reject(refusal)
  return all
}

function task(id: string, startedAt: number): EcsTask {
  return {
    arn: `arn:task/${id}`,
    taskDefinition: 'arn:task-definition/1',
    lastStatus: 'RUNNING',
    createdAt: startedAt,
    startedAt,
    containers: [{name: 'main', image: 'image'}],
  }
}

function input(named?: string) {
  return {task: named, command: 'true', stdout: new PassThrough(), stderr: new PassThrough()}
}
