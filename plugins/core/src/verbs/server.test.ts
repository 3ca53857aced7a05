import assert from 'node:assert/strict'

import type {AppDefinition} from '../app.js'
import {StackError} from '../errors.js'
import type {EcsTask} from '../ports/ecs.js'
import {type Sample, sample, SERVER, SERVICE_AT_REST} from '../testing/sample-app.fixture.js'
import {deploy} from './deploy.js'
import {restart} from './restart.js'
import {start} from './start.js'
import {stop} from './stop.js'

const yes = {yes: true, force: false}
const NAME = 'sample-dev-server-Service'

const task = (id: string, more: Partial<EcsTask> = {}): EcsTask => ({
  arn: `arn:aws:ecs:eu-west-1:123456789012:task/sample-dev/${id}`,
  taskDefinition: 'arn:task-definition/server:1',
  lastStatus: 'RUNNING',
  healthStatus: 'HEALTHY',
  createdAt: 0,
  containers: [{name: 'main', image: 'server@sha256:1'}],
  ...more,
})

type Deployed = Sample & {app: AppDefinition<{cidr: string}, {peerCidr: string}>}

/** Deployed, with a server that nobody has started. */
async function deployed(lost?: string): Promise<Deployed> {
  const made = await sample()
  await made.edit('server.yaml', SERVER.replace('Outputs:', 'Outputs:\n  Cluster: {Value: c}\n  Service: {Value: s}'))
  made.ctx.cloudFormation.outputs.set('sample-dev-server.Service', NAME)
  await deploy(made.app, made.settings, yes, made.ctx)
  made.ctx.ecs.services.set(NAME, {...SERVICE_AT_REST, desired: 0, running: 0})
  made.ctx.ecs.serviceTasks.set(NAME, [])
  made.ctx.ecs.calls.length = 0
  return {...made, app: {...made.app, server: {part: 'server', lostOnStop: () => lost}}}
}

const asked = ({ctx}: Sample) => ctx.ecs.calls.filter((call) => call.startsWith('updateService'))

describe('start', () => {
  it('asks for one task, and waits until it is healthy and takes commands', async () => {
    const made = await deployed()
    const {ecs} = made.ctx
    const states = [[], [task('1', {lastStatus: 'PENDING'})], [task('1', {healthStatus: 'UNKNOWN'})]]
    const agent = [task('1', {execAgent: 'PENDING'})]
    const looks = [...states, agent, [task('1', {execAgent: 'RUNNING'})]]
    ecs.taskDefinitions.set('arn:task-definition/server:1', {
      arn: 'arn:task-definition/server:1',
      family: 'server',
      containers: [{name: 'main', image: 'server', essential: true, hasHealthCheck: true}],
    })
    ecs.onCall = (method) => {
      if (method === 'updateService' || (method === 'tasks' && asked(made).length > 0))
        ecs.serviceTasks.set(NAME, looks.length > 1 ? looks.shift()! : looks[0]!)
    }

    const result = await start(made.app, made.settings, made.ctx)

    assert.deepEqual([result.changed, result.task], [true, '1'])
    assert.deepEqual(asked(made), [`updateService ${NAME} 1`])
  })

  it('changes nothing where a server runs already', async () => {
    const made = await deployed()
    made.ctx.ecs.services.set(NAME, {...SERVICE_AT_REST, desired: 1})
    made.ctx.ecs.serviceTasks.set(NAME, [task('7')])

    const result = await start(made.app, made.settings, made.ctx)

    assert.deepEqual([result.changed, result.task], [false, '7'])
    assert.deepEqual(asked(made), [])
  })

  it('says why its task ended, with the last lines', async () => {
    const made = await deployed()
    const {ecs} = made.ctx
    ecs.onCall = (method) => {
      if (method !== 'updateService') return
      const containers = [{name: 'main', image: 'server', exitCode: 1}]
      const stoppedReason = 'Essential container in task exited'
      ecs.serviceTasks.set(NAME, [task('1', {lastStatus: 'STOPPED', stoppedReason, containers})])
    }

    const error: unknown = await start(made.app, made.settings, made.ctx).catch((thrown: unknown) => thrown)

    assert.ok(StackError.is(error))
    assert.equal(error.code, 'SERVER_FAILED')
    assert.match(error.message, /did not stay up: the container main ended with exit code 1/)
  })
})

describe('stop', () => {
  it('asks for no task, and waits until none runs', async () => {
    const made = await deployed()
    const {ecs} = made.ctx
    ecs.services.set(NAME, {...SERVICE_AT_REST, desired: 1})
    ecs.serviceTasks.set(NAME, [task('1')])
    let looks = 0
    ecs.onCall = (method) => {
      if (method === 'tasks' && asked(made).length > 0 && (looks += 1) === 2) ecs.serviceTasks.set(NAME, [])
    }

    const result = await stop(made.app, made.settings, {yes: false, force: false}, made.ctx)

    assert.deepEqual([result.changed, result.task], [true, undefined])
    assert.deepEqual(asked(made), [`updateService ${NAME} 0`])
    assert.deepEqual(made.ctx.host.questions, [])
  })

  it('asks first where something is lost, and stops nothing when the answer is no', async () => {
    const made = await deployed('all imported events')
    made.ctx.ecs.services.set(NAME, {...SERVICE_AT_REST, desired: 1})
    made.ctx.host.answer = false

    await assert.rejects(stop(made.app, made.settings, {yes: false, force: false}, made.ctx), {code: 'DECLINED'})

    assert.match(
      made.ctx.host.questions[0]?.type === 'stop' ? made.ctx.host.questions[0].losses[0]!.reason : '',
      /events/,
    )
    assert.deepEqual(asked(made), [])
  })

  it('changes nothing where none runs', async () => {
    const made = await deployed('all imported events')

    const {changed} = await stop(made.app, made.settings, {yes: false, force: false}, made.ctx)

    assert.equal(changed, false)
    assert.deepEqual(made.ctx.host.questions, [])
  })
})

describe('restart', () => {
  it('replaces the task, and waits for the new one', async () => {
    const made = await deployed()
    const {ecs} = made.ctx
    ecs.services.set(NAME, {...SERVICE_AT_REST, desired: 1})
    ecs.serviceTasks.set(NAME, [task('old')])
    ecs.onCall = (method) => {
      if (method === 'updateService') ecs.serviceTasks.set(NAME, [task('old', {lastStatus: 'STOPPED'}), task('new')])
    }

    const result = await restart(made.app, made.settings, yes, made.ctx)

    assert.equal(result.task, 'new')
    assert.deepEqual(asked(made), [`updateService ${NAME} redeploy`])
  })

  it('has nothing to restart where no server runs', async () => {
    const made = await deployed()

    await assert.rejects(restart(made.app, made.settings, yes, made.ctx), {code: 'NO_SERVER'})
  })
})
