import assert from 'node:assert/strict'

import type {AppDefinition} from '../app.js'
import {StackError} from '../errors.js'
import type {EcsTask} from '../ports/ecs.js'
import {errorOf} from '../testing/error-of.fixture.js'
import {type Sample, sample, SERVER, SERVICE_AT_REST} from '../testing/sample-app.fixture.js'
import {deploy} from './deploy.js'
import {run, type RunInput} from './run.js'

const NAME = 'sample-dev-server-Service'
const DEFINITION = 'arn:task-definition/server:1'
const STREAM = 'server/main/run1'

type Deployed = Sample & {app: AppDefinition<{cidr: string}, {peerCidr: string}>; written: string[]}

async function deployed(harm?: string): Promise<Deployed> {
  const made = await sample()
  await made.edit('server.yaml', SERVER.replace('Outputs:', 'Outputs:\n  Cluster: {Value: c}\n  Service: {Value: s}'))
  made.ctx.cloudFormation.outputs.set('sample-dev-server.Service', NAME)
  await deploy(made.app, made.settings, {yes: true, force: false}, made.ctx)
  const {ecs} = made.ctx
  const network = {subnets: ['subnet-1'], securityGroups: ['sg-1'], publicIp: false}
  ecs.services.set(NAME, {...SERVICE_AT_REST, taskDefinition: DEFINITION, network, launchType: 'FARGATE'})
  ecs.taskDefinitions.set(DEFINITION, {
    arn: DEFINITION,
    family: 'server',
    containers: [
      {
        name: 'main',
        image: 'server',
        essential: true,
        hasHealthCheck: true,
        entryPoint: ['/bin/sh', '-c'],
        logs: {group: '/server', streamPrefix: 'server'},
      },
    ],
  })
  ecs.calls.length = 0
  return {...made, app: {...made.app, server: {part: 'server', harmOfSecond: () => harm}}, written: []}
}

const started = (made: Deployed, more: Partial<RunInput> = {}) =>
  run(
    made.app,
    made.settings,
    {command: 'true', yes: false, wait: true, write: (line) => void made.written.push(line), ...more},
    made.ctx,
  )

/** The task goes on to each of these states, one at each look. */
function goesOn({ctx: {ecs}}: Deployed, ...states: Partial<EcsTask>[]): void {
  ecs.onCall = (method) => {
    const next = method === 'task' ? states.shift() : undefined
    const [task] = ecs.serviceTasks.get('') ?? []
    if (next && task) ecs.serviceTasks.set('', [{...task, ...next}])
  }
}

const ended = (exitCode?: number, more: Partial<EcsTask> = {}, reason?: string): Partial<EcsTask> => ({
  lastStatus: 'STOPPED',
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
  containers: [{name: 'main', image: 'server', ...(exitCode !== undefined && {exitCode}), ...(reason && {reason})}],
  ...more,
})

describe('run', function () {
  this.timeout(20_000)

  it('starts one task as the service would, with the command, and ends with its exit code', async () => {
    const made = await deployed()
    made.ctx.logs.putAt(Date.now(), '/server', STREAM, 'one', 'two')
    goesOn(made, {lastStatus: 'PENDING'}, {lastStatus: 'RUNNING'}, ended(3))

    const result = await started(made, {command: 'exit 3', env: {A: 'b=c'}})

    assert.deepEqual([result.exitCode, result.task, result.meaning], [3, 'run1', undefined])
    assert.deepEqual(made.written, ['one', 'two'])
    assert.deepEqual(made.ctx.ecs.runs, [
      {
        cluster: 'server-Cluster',
        taskDefinition: DEFINITION,
        launchType: 'FARGATE',
        network: {subnets: ['subnet-1'], securityGroups: ['sg-1'], publicIp: false},
        container: 'main',
        startedBy: 'aws-stack-run',
        exec: true,
        command: ['exit 3'],
        env: {A: 'b=c'},
      },
    ])
    assert.deepEqual(
      made.ctx.host.of('task.changed').map(({status}) => status),
      ['PENDING', 'RUNNING', 'STOPPED'],
    )
  })

  it('waits for the lines that come after the end', async () => {
    const made = await deployed()
    goesOn(made, ended(0))
    made.ctx.logs.onPage = () => {
      if (made.ctx.logs.pages.length === 2) made.ctx.logs.putAt(Date.now(), '/server', STREAM, 'last')
    }

    await started(made)

    assert.deepEqual(made.written, ['last'])
  })

  it('says what no exit code says: memory, a kill, a stop by somebody else', async () => {
    for (const [end, meaning] of [
      [ended(137, {}, 'OutOfMemoryError: Container killed due to memory usage'), /needed more memory/],
      [ended(137), /killed/],
      [ended(143, {stopCode: 'UserInitiated', stoppedReason: 'by Bob'}), /by Bob/],
    ] as const) {
      const made = await deployed()
      goesOn(made, end)

      assert.match((await started(made)).meaning ?? '', meaning)
    }
  })

  it('fails where the container never ran, with the reason', async () => {
    const made = await deployed()
    goesOn(made, ended(undefined, {stopCode: 'TaskFailedToStart', stoppedReason: 'CannotPullContainerError: denied'}))

    await assert.rejects(started(made), {code: 'TASK_FAILED', message: /may not pull it/})
  })

  it('stops the task at the first signal, and waits for its end', async () => {
    const made = await deployed()
    const {ecs} = made.ctx
    ecs.onCall = (method) => {
      if (method === 'task' && !ecs.calls.some((call) => call.startsWith('stopTask'))) made.controller.abort('SIGINT')
    }

    await assert.rejects(started(made), {code: 'CANCELLED', message: /run1 is stopped/})

    assert.ok(ecs.calls.some((call) => call.startsWith('stopTask')))
    assert.equal(made.ctx.host.of('task.stopping').length, 1)
  })

  it('leaves the task alone at the time limit, and says how to follow it', async () => {
    const made = await deployed()
    made.ctx.ecs.onCall = (method) => {
      if (method !== 'task') return
      made.leaving.abort('timeout')
      made.controller.abort('timeout')
    }

    await assert.rejects(started(made), (error) => {
      assert.ok(StackError.is(error))
      assert.deepEqual(error.suggestions, ['aws-stack sample:logs --task run1 --follow'])
      return error.code === 'TIMED_OUT'
    })
    assert.ok(!made.ctx.ecs.calls.some((call) => call.startsWith('stopTask')))
  })

  it('stops the task when nobody takes its lines, and says so', async () => {
    const made = await deployed()
    const {ecs, logs} = made.ctx
    logs.putAt(Date.now(), '/server', STREAM, 'one', 'two')

    const error = await errorOf(started(made, {write: () => Promise.reject(new Error('write EPIPE'))}))

    assert.equal(error.code, 'TARGET_NOT_WRITABLE')
    assert.equal(error.message, 'nobody takes what the task writes: write EPIPE; the task run1 has ended')
    assert.equal(ecs.calls.filter((call) => call.startsWith('stopTask')).length, 1)
    assert.equal(made.ctx.host.of('warning').length, 0)
  })

  it('says so when the task cannot be stopped that nobody reads, and waits for its end', async () => {
    const made = await deployed()
    made.ctx.logs.putAt(Date.now(), '/server', STREAM, 'one')
    made.ctx.ecs.failures.set('stopTask', new StackError('ACCESS_DENIED', 'no permission for ecs:StopTask'))
    goesOn(made, {lastStatus: 'RUNNING'}, {lastStatus: 'RUNNING'}, ended(0))

    await assert.rejects(started(made, {write: () => Promise.reject(new Error('write EPIPE'))}), {
      code: 'TARGET_NOT_WRITABLE',
    })

    assert.match(made.ctx.host.of('warning')[0]?.message ?? '', /could not be stopped: no permission/)
  })

  it('does not wait for ever for a task that ECS has forgotten', async () => {
    const made = await deployed()
    const {now} = Date
    made.ctx.ecs.onCall = (method) => {
      if (method !== 'task') return
      made.ctx.ecs.serviceTasks.set('', [])
      Date.now = () => now() + 3_600_000
    }

    const error = await errorOf(started(made)).finally(() => (Date.now = now))

    assert.equal(error.code, 'TASK_FAILED')
    assert.match(error.message, /^ECS does not know the task run1 any more/)
  })

  it('returns at once where nobody waits', async () => {
    const made = await deployed()

    const result = await started(made, {wait: false})

    assert.equal(result.exitCode, undefined)
    assert.deepEqual(result.suggestions, ['aws-stack sample:logs --task run1 --follow'])
  })

  it('asks first where it would be a second server on the same storage', async () => {
    const made = await deployed('a second server can damage all events')
    made.ctx.host.answer = 'no-terminal'

    await assert.rejects(started(made, {command: undefined}), {code: 'NO_TERMINAL'})

    assert.deepEqual(made.ctx.ecs.runs, [])
  })

  it('takes no command where the entry point is no shell', async () => {
    const made = await deployed()
    const definition = made.ctx.ecs.taskDefinitions.get(DEFINITION)!
    const containers = definition.containers.map((container) => ({...container, entryPoint: ['vast']}))
    made.ctx.ecs.taskDefinitions.set(DEFINITION, {...definition, containers})

    await assert.rejects(started(made), {code: 'NO_SHELL', message: /entry point is vast/})
  })

  it('ends although its log cannot be read', async () => {
    const made = await deployed()
    made.ctx.logs.failure = new StackError('ACCESS_DENIED', 'no permission for logs:FilterLogEvents')
    goesOn(made, ended(0))

    assert.equal((await started(made)).exitCode, 0)
    assert.match(made.ctx.host.of('warning')[0]?.message ?? '', /log cannot be read/)
  })
})
