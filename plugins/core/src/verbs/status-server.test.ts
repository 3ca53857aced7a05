import assert from 'node:assert/strict'

import type {AppDefinition} from '../app.js'
import {StackError} from '../errors.js'
import type {EcsTask} from '../ports/ecs.js'
import type {DeployResult} from '../results.js'
import {type Sample, sample, SERVER, SERVICE_AT_REST} from '../testing/sample-app.fixture.js'
import {deploy} from './deploy.js'
import {status} from './status.js'

const NAME = 'sample-dev-server-Service'
const DEFINITION = 'arn:task-definition/server:1'

type Deployed = Sample & {app: AppDefinition<{cidr: string}, {peerCidr: string}>; result: DeployResult}

/** Deployed, with a server of the given tasks that keeps its data on EFS. */
async function deployed(tasks: readonly Partial<EcsTask>[], desired = tasks.length): Promise<Deployed> {
  const made = await sample()
  const outputs = 'Outputs:\n  Cluster: {Value: c}\n  Service: {Value: s}\n  Endpoint: {Value: e}'
  await made.edit('server.yaml', SERVER.replace('Outputs:', outputs))
  made.ctx.cloudFormation.outputs.set('sample-dev-server.Service', NAME)
  made.ctx.cloudFormation.outputs.set('sample-dev-server.Endpoint', 'server.internal:42000')
  const result = await deploy(made.app, made.settings, {yes: true, force: false}, made.ctx)
  const {ecs} = made.ctx
  ecs.services.set(NAME, {...SERVICE_AT_REST, desired, running: tasks.length, taskDefinition: DEFINITION})
  const {uri: image = '', digest: imageDigest = ''} = result.images[0] ?? {}
  const containers = [{name: 'main', image, imageDigest}]
  const common = {taskDefinition: DEFINITION, lastStatus: 'RUNNING', createdAt: 0, startedAt: 1000, containers}
  ecs.serviceTasks.set(
    NAME,
    tasks.map((task, index) => ({arn: `arn:task/${index}`, ...common, ...task})),
  )
  keepsOn('fs-1', made)
  return {...made, app: {...made.app, server: {part: 'server'}}, result}
}

function keepsOn(fileSystem: string | undefined, {ctx}: Sample): void {
  const volumes = [{name: 'storage', ...(fileSystem && {fileSystem})}]
  ctx.ecs.taskDefinitions.set(DEFINITION, {arn: DEFINITION, family: 'server', volumes, containers: []})
}

describe('status of a server', () => {
  it('tells task, health, since when, endpoint, and the size of its storage with when it was measured', async () => {
    const {app, settings, ctx} = await deployed([{healthStatus: 'HEALTHY', execAgent: 'RUNNING'}])
    ctx.fileSystems.fileSystems.set('fs-1', {id: 'fs-1', size: 6144, measuredAt: 0})

    const {server} = await status(app, settings, {}, ctx)

    const [task] = server?.tasks ?? []
    assert.deepEqual([server?.state, server?.endpoint], ['running', 'server.internal:42000'])
    assert.deepEqual(
      [task?.id, task?.status, task?.health, task?.startedAt],
      ['0', 'RUNNING', 'HEALTHY', '1970-01-01T00:00:01.000Z'],
    )
    assert.deepEqual(server?.storage, {
      type: 'EFS',
      id: 'fs-1',
      usedBytes: 6144,
      measuredAt: '1970-01-01T00:00:00.000Z',
    })
  })

  it('tells the digest that runs and the version of what the image was built upon', async () => {
    const {app, settings, ctx, result} = await deployed([{}])
    const digest = result.images[0]?.digest ?? ''
    ctx.ecr.imageLabels.set(digest, {'org.opencontainers.image.base.name': 'tenzir/vast:v3.1.0@sha256:1'})

    const {server, images} = await status(app, settings, {}, ctx)

    const told = [server?.tasks[0]?.containers[0], images[0]]
    const facts = {digest, base: 'tenzir/vast:v3.1.0@sha256:1', version: 'v3.1.0'}
    assert.deepEqual(
      told.map((image) => ({digest: image?.digest, base: image?.base, version: image?.version})),
      [facts, facts],
    )
  })

  it('takes the version of a base by digest from the label that it leaves', async () => {
    const {app, settings, ctx, result} = await deployed([{}])
    const base = '127.0.0.1:5467/stand-in/vast@sha256:1'
    const labels = {'org.opencontainers.image.base.name': base, 'org.opencontainers.image.version': 'v9'}
    ctx.ecr.imageLabels.set(result.images[0]?.digest ?? '', labels)

    const {images} = await status(app, settings, {}, ctx)

    assert.deepEqual([images[0]?.base, images[0]?.version], [base, 'v9'])
  })

  it('tells the disk of a task that keeps its data itself', async () => {
    const made = await deployed([{ephemeralStorage: 30}])
    keepsOn(undefined, made)

    const {server} = await status(made.app, made.settings, {}, made.ctx)

    assert.deepEqual(server?.storage, {type: 'ATTACHED', capacityBytes: 30 * 2 ** 30})
  })

  for (const [tasks, desired, state] of [
    [[], 0, 'stopped'],
    [[{lastStatus: 'PENDING'}], 1, 'starting'],
    [[{}], 1, 'running'],
  ] as const)
    it(`says that it is ${state}`, async () => {
      const {app, settings, ctx} = await deployed(tasks, desired)

      const {server} = await status(app, settings, {}, ctx)

      assert.equal(server?.state, state)
    })

  it('is told of beside other parts only where it is asked for', async () => {
    const {app, settings, ctx} = await deployed([{}])

    const parts = ['network']
    const [without, asked] = [
      await status(app, settings, {parts}, ctx),
      await status(app, settings, {parts, server: true}, ctx),
    ]

    assert.deepEqual([without.server, asked.server?.state], [undefined, 'running'])
    assert.deepEqual(
      asked.stacks.map(({part}) => part),
      parts,
    )
  })

  it('says that it is stopping while its last task still runs', async () => {
    const {app, settings, ctx} = await deployed([], 0)
    ctx.ecs.services.set(NAME, {...SERVICE_AT_REST, desired: 0, running: 1})

    assert.equal((await status(app, settings, {}, ctx)).server?.state, 'stopping')
  })

  it('warns of several tasks, and tells of the one that is chosen', async () => {
    const {app, settings, ctx} = await deployed([{}, {}])

    const all = await status(app, settings, {}, ctx)
    const warnings = ctx.host.of('warning').map(({code}) => code)
    const one = await status(app, settings, {task: '1'}, ctx)

    assert.deepEqual([all.server?.tasks.length, warnings], [2, ['SEVERAL_TASKS']])
    assert.deepEqual(
      one.server?.tasks.map(({id}) => id),
      ['1'],
    )
    assert.equal(ctx.host.of('warning').length, 1)
    await assert.rejects(status(app, settings, {task: '7'}, ctx), {
      code: 'NO_SERVER',
      message: /7 .*but 0, 1$/,
      suggestions: ['aws-stack sample:status'],
    })
  })

  it('tells what it could see where the rest is denied', async () => {
    const {app, settings, ctx} = await deployed([{}])
    const denied = new StackError('ACCESS_DENIED', 'no permission')
    ctx.fileSystems.failure = denied
    const half = await status(app, settings, {}, ctx)
    ctx.ecs.failures.set('tasks', denied)

    const none = await status(app, settings, {}, ctx)

    assert.deepEqual([half.server?.state, half.server?.storage], ['running', {type: 'EFS', id: 'fs-1'}])
    assert.deepEqual([none.server?.state, none.deployed], ['unknown', true])
  })

  it('tells the state of functions, their image and when they were last changed', async () => {
    const {app, settings, ctx} = await deployed([])
    const configuration = {
      name: 'sample-dev-server-Function',
      arn: 'arn:function',
      state: 'Inactive',
      stateReason: 'idle for long',
      lastUpdate: 'Successful',
      packageType: 'Image',
      resolvedImage: `elsewhere/client@sha256:${'1'.repeat(64)}`,
      timeoutMs: 300_000,
      logGroup: '/aws/lambda/x',
      modifiedAt: 0,
    }
    ctx.functions.functions.set(configuration.name, configuration)
    const resources = ctx.cloudFormation.resources.bind(ctx.cloudFormation)
    const one = {logicalId: 'Function', type: 'AWS::Lambda::Function', status: 'CREATE_COMPLETE'}
    ctx.cloudFormation.resources = async (stack) => [
      ...(await resources(stack)),
      ...(stack.includes('server') ? [{...one, physicalId: configuration.name}] : []),
    ]

    const {functions} = await status(app, settings, {}, ctx)

    assert.deepEqual(functions, [
      {
        part: 'server',
        name: 'sample-dev-server-Function',
        state: 'Inactive',
        stateReason: 'idle for long',
        lastUpdate: 'Successful',
        digest: `sha256:${'1'.repeat(64)}`,
        modifiedAt: '1970-01-01T00:00:00.000Z',
      },
    ])
  })
})
