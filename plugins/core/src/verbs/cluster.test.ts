import assert from 'node:assert/strict'

import type {AppDefinition} from '../app.js'
import {StackError} from '../errors.js'
import type {EcsTask} from '../ports/ecs.js'
import {type Sample, sample, SERVER, SERVICE_AT_REST} from '../testing/sample-app.fixture.js'
import {deploy} from './deploy.js'
import {listTasks} from './list-tasks.js'
import {stopAll} from './stop-all.js'

const yes = {yes: true, force: false}
const ask = {yes: false, force: false}
const NAME = 'sample-dev-server-Service'

const task = (id: string, more: Partial<EcsTask> = {}): EcsTask => ({
  arn: `arn:aws:ecs:eu-west-1:123456789012:task/sample-dev/${id}`,
  taskDefinition: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/server:1',
  lastStatus: 'RUNNING',
  createdAt: Number(id),
  containers: [{name: 'main', image: 'server', imageDigest: 'sha256:1'}],
  ...more,
})
const ofService = (id: string, more: Partial<EcsTask> = {}) => task(id, {group: `service:${NAME}`, ...more})

type Deployed = Sample & {app: AppDefinition<{cidr: string}, {peerCidr: string}>}

async function deployed(server: readonly EcsTask[], oneOff: readonly EcsTask[] = [], lost?: string): Promise<Deployed> {
  const made = await sample()
  await made.edit('server.yaml', SERVER.replace('Outputs:', 'Outputs:\n  Cluster: {Value: c}\n  Service: {Value: s}'))
  made.ctx.cloudFormation.outputs.set('sample-dev-server.Service', NAME)
  await deploy(made.app, made.settings, yes, made.ctx)
  const {ecs} = made.ctx
  ecs.services.set(NAME, {...SERVICE_AT_REST, desired: server.length})
  ecs.serviceTasks.set(NAME, [...server])
  ecs.serviceTasks.set('', [...oneOff])
  ecs.calls.length = 0
  return {...made, app: {...made.app, server: {part: 'server', lostOnStop: () => lost}}}
}

const changes = ({ctx}: Sample) => ctx.ecs.calls.filter((call) => /^(updateService|stopTask)/.test(call))

describe('the tasks of the cluster', () => {
  it('are listed newest first, with the service or who started them', async () => {
    const made = await deployed([ofService('1', {startedBy: 'ecs-svc/1'})], [task('2', {startedBy: 'aws-stack-run'})])

    const {tasks} = await listTasks(made.app, made.settings, {}, made.ctx)

    assert.deepEqual(
      tasks.map(({id, service, startedBy}) => [id, service, startedBy]),
      [
        ['2', undefined, 'aws-stack-run'],
        ['1', NAME, 'ecs-svc/1'],
      ],
    )
    assert.deepEqual([tasks[0]?.taskDefinition, tasks[0]?.containers[0]?.digest], ['server:1', 'sha256:1'])
  })

  it('that have ended are listed where they are asked for, with why', async () => {
    const containers = [{name: 'main', image: 'server', exitCode: 3}]
    const ended = {lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited', stoppedReason: 'it exited', containers}
    const made = await deployed([], [task('1', ended)])

    const without = await listTasks(made.app, made.settings, {}, made.ctx)
    const {tasks} = await listTasks(made.app, made.settings, {stopped: true}, made.ctx)

    assert.deepEqual(without.tasks, [])
    assert.deepEqual(
      [tasks[0]?.stopCode, tasks[0]?.stoppedReason, tasks[0]?.containers[0]?.exitCode],
      ['EssentialContainerExited', 'it exited', 3],
    )
  })
})

describe('stopping all of it', () => {
  it('scales every service to 0, stops every task, and waits until none runs', async () => {
    const made = await deployed([ofService('1')], [task('2')])

    const result = await stopAll(made.app, made.settings, yes, made.ctx)

    assert.deepEqual([result.changed, result.services, [...result.tasks].sort()], [true, [NAME], ['1', '2']])
    const [first, ...others] = changes(made)
    assert.equal(first, `updateService ${NAME} 0`)
    assert.deepEqual(others.map((call) => call.split('/').at(-1)).sort(), ['1', '2'])
  })

  it('changes nothing where nothing runs', async () => {
    const made = await deployed([], [], 'all events')

    const result = await stopAll(made.app, made.settings, ask, made.ctx)

    assert.deepEqual([result.changed, changes(made), made.ctx.host.questions], [false, [], []])
  })

  it('asks first with what is lost and what is interrupted, and stops nothing when the answer is no', async () => {
    const made = await deployed([ofService('1')], [task('2', {startedBy: 'aws-stack-run'})], 'all events')
    made.ctx.host.answer = false

    await assert.rejects(stopAll(made.app, made.settings, ask, made.ctx), {code: 'DECLINED'})

    const [question] = made.ctx.host.questions
    assert.deepEqual(
      question?.losses.map(({reason}) => reason),
      ['is stopped: all events', 'is interrupted: what it has not finished'],
    )
    assert.deepEqual(changes(made), [])
  })

  it('does not ask where the server loses nothing', async () => {
    const made = await deployed([ofService('1')])

    await stopAll(made.app, made.settings, ask, made.ctx)

    assert.deepEqual(made.ctx.host.questions, [])
  })

  it('stops what it can, and tells each that it could not', async () => {
    const made = await deployed([], [task('1'), task('2')])
    const {ecs} = made.ctx
    ecs.onCall = (method, what) => {
      if (method === 'stopTask' && what.endsWith('/1'))
        throw new StackError('ACCESS_DENIED', 'no permission for ecs:StopTask')
    }

    const error: unknown = await stopAll(made.app, made.settings, yes, made.ctx).catch((thrown: unknown) => thrown)

    assert.ok(StackError.is(error))
    assert.equal(error.code, 'STOP_INCOMPLETE')
    assert.match(error.message, /task 1: no permission for ecs:StopTask/)
    assert.deepEqual(
      ecs.serviceTasks.get('')?.map(({lastStatus}) => lastStatus),
      ['RUNNING', 'STOPPED'],
    )
  })

  it('leaves the tasks of a service that still wants them: they would be started again', async () => {
    const made = await deployed([ofService('1')], [task('2')])
    made.ctx.ecs.failures.set('updateService', new StackError('ACCESS_DENIED', 'no permission'))

    await assert.rejects(stopAll(made.app, made.settings, yes, made.ctx), {code: 'STOP_INCOMPLETE'})

    assert.deepEqual(changes(made).filter((call) => call.startsWith('stopTask')).length, 1)
  })
})
