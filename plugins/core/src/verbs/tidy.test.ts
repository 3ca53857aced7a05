import assert from 'node:assert/strict'

import {newRun} from '../aws/request-token.js'
import type {Stack} from '../context.js'
import {sample, type Sample} from '../testing/sample-app.fixture.js'
import {sampleConfigs} from '../testing/sample-configs.fixture.js'
import {deploy} from './deploy.js'
import {tidy} from './tidy.js'

const PLACE = {app: 'sample', stage: 'dev'}
const STACK = 'sample-dev-network'
const ACTS = /^(cancel|delete|deleteChangeSet|execute) /

describe('what a killed run has left', () => {
  it('is nothing where it has left nothing', async () => {
    const {ctx, app, settings} = await sample()
    await deploy(app, settings, {yes: true, force: true}, ctx)
    ctx.cloudFormation.calls.length = 0

    const result = await tidy({...PLACE, run: newRun()}, ctx)

    assert.deepEqual([result.done, result.left, acts({ctx})], [[], [], []])
  })

  it('is cancelled and followed to its end: a creation', async () => {
    const {ctx} = await sample()
    const run = underWay(ctx.cloudFormation, 'CREATE_IN_PROGRESS')

    const {done, left} = await tidy({...PLACE, run}, ctx)

    assert.deepEqual(done, [{kind: 'stack', name: STACK, how: 'deletes', status: 'DELETE_COMPLETE'}])
    assert.deepEqual(left, [])
  })

  it('is cancelled and followed to its end: an update', async () => {
    const {ctx} = await sample()
    const run = underWay(ctx.cloudFormation, 'UPDATE_IN_PROGRESS')

    const {done} = await tidy({...PLACE, run}, ctx)

    assert.deepEqual(done, [{kind: 'stack', name: STACK, how: 'rolls-back', status: 'UPDATE_ROLLBACK_COMPLETE'}])
  })

  it('is not what another run does', async () => {
    const {ctx} = await sample()
    underWay(ctx.cloudFormation, 'UPDATE_IN_PROGRESS')

    const {done, left} = await tidy({...PLACE, run: newRun()}, ctx)

    assert.deepEqual([done, left, acts({ctx})], [[], [], []])
  })

  it('is a change set, and the stack that only it has made', async () => {
    const {ctx} = await sample()
    await changeSet(ctx.cloudFormation)

    const {done} = await tidy({...PLACE, run: ctx.cloudFormation.run}, ctx)

    assert.deepEqual(done, [{kind: 'stack', name: STACK, how: 'discarded', status: 'DELETE_COMPLETE'}])
    assert.deepEqual([...ctx.cloudFormation.stacks.keys()], [])
  })

  it('is not the change set of another run, nor the stack that holds it', async () => {
    const {ctx} = await sample()
    await changeSet(ctx.cloudFormation)
    const other = ctx.cloudFormation.run

    const {done} = await tidy({...PLACE, run: newRun()}, ctx)

    assert.deepEqual([done, acts({ctx})], [[], []])
    assert.deepEqual(
      (await ctx.cloudFormation.waitingChangeSets(STACK)).map(({name}) => name.startsWith(other)),
      [true],
    )
  })

  it('is an empty stack in review that was made since', async () => {
    const {ctx} = await sample()
    const run = newRun()
    ctx.cloudFormation.setStatus(STACK, 'REVIEW_IN_PROGRESS')
    ctx.cloudFormation.setCreatedAt(STACK, Date.now() + 1000)

    const {done} = await tidy({...PLACE, run}, ctx)

    assert.deepEqual(done, [{kind: 'stack', name: STACK, how: 'discarded', status: 'DELETE_COMPLETE'}])
  })

  it('is not an empty stack in review that was there before', async () => {
    const {ctx} = await sample()
    ctx.cloudFormation.setStatus(STACK, 'REVIEW_IN_PROGRESS')

    const {done} = await tidy({...PLACE, run: newRun()}, ctx)

    assert.deepEqual([done, [...ctx.cloudFormation.stacks.keys()]], [[], [STACK]])
  })

  it('is not the empty stack of a stage whose name begins as ours does', async () => {
    const {ctx} = await sample()
    const run = newRun()
    const other = 'sample-dev-2-network'
    review(ctx.cloudFormation, other, [{key: 'aws-stack:stage', value: 'dev-2'}])
    ctx.cloudFormation.tokens.set(other, `${run}abcd-1`)

    const {done} = await tidy({...PLACE, run}, ctx)

    assert.deepEqual([done, [...ctx.cloudFormation.stacks.keys()]], [[], [other]])
  })

  it('is an empty stack without tags only where it has made it', async () => {
    const {ctx} = await sample()
    const run = newRun()
    const others = 'sample-dev-server'
    for (const name of [STACK, others]) review(ctx.cloudFormation, name, [])
    ctx.cloudFormation.tokens.set(STACK, `${run}abcd-1`)

    const {done} = await tidy({...PLACE, run}, ctx)

    assert.deepEqual([done.map(({name}) => name), [...ctx.cloudFormation.stacks.keys()]], [[STACK], [others]])
  })

  it('is told where nobody waits for it any more', async () => {
    const {ctx, controller} = await sample()
    const run = underWay(ctx.cloudFormation, 'DELETE_IN_PROGRESS')
    ctx.cloudFormation.endings.clear()
    ctx.cloudFormation.pause = async () => controller.abort('timeout')

    const {done, left} = await tidy({...PLACE, run}, ctx)

    assert.deepEqual([done, left], [[], [STACK]])
  })

  it('is the deployment of a configuration that it has begun, and no other', async () => {
    const {app, settings, ctx, write, upload} = await sampleConfigs()
    await write('processor', {a: 1})
    await deploy(app, settings, {yes: true, force: true}, ctx)
    const run = newRun()
    const note = (by: string) => `aws-stack of ${by}, ${new Date(Date.now() + 1000).toISOString()}`
    for (const [environment, by] of [
      ['app1-prod', 'github acme/pipeline run 1'],
      ['app1-dev', 'alice@laptop'],
    ] as const) {
      ctx.appConfig.deploy(environment, 'p-processor', upload('processor', {environment}), ['DEPLOYING'])
      Object.assign(ctx.appConfig.started[0] ?? {}, {description: note(by)})
    }

    ctx.cloudFormation.resources = async (name) =>
      name.endsWith('-bootstrap')
        ? [{logicalId: 'Application', physicalId: 'app1', type: 'AWS::AppConfig::Application', status: ''}]
        : []

    const {done} = await tidy({app: app.name, stage: 'dev', run}, {...ctx, startedBy: 'github acme/pipeline run 1'})

    assert.deepEqual(done, [{kind: 'config', name: 'processor', how: 'stops-deployment', status: 'ROLLED_BACK'}])
  })
})

type Fake = Sample['ctx']['cloudFormation']

/** Begun by the run that is answered, and nobody watches it. */
function underWay(cloudFormation: Fake, status: string): string {
  const run = newRun()
  cloudFormation.setStatus(STACK, status)
  cloudFormation.tokens.set(STACK, `${run}abcd-7-by-alice`)
  return run
}

/** Empty, and made since. */
function review(cloudFormation: Fake, name: string, tags: Stack['tags']): void {
  cloudFormation.setStatus(name, 'REVIEW_IN_PROGRESS')
  cloudFormation.setCreatedAt(name, Date.now() + 1000)
  const kept = cloudFormation.stacks.get(name)
  if (kept) cloudFormation.stacks.set(name, {...kept, stack: {...kept.stack, tags}})
}

async function changeSet(cloudFormation: Fake): Promise<void> {
  const input = {stack: STACK, type: 'CREATE', template: 'Resources: {}', parameters: {}, tags: []} as const
  await cloudFormation.createChangeSet(input)
  cloudFormation.calls.length = 0
}

function acts({ctx}: {ctx: {cloudFormation: Fake}}): string[] {
  return ctx.cloudFormation.calls.filter((call) => ACTS.test(call))
}
