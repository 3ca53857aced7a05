import assert from 'node:assert/strict'

import {sample, SERVER} from '../testing/sample-app.fixture.js'
import {deploy} from './deploy.js'
import {destroy} from './destroy.js'

const yes = {yes: true, force: false}

describe('destroy', () => {
  it('deletes a stack only after all that took something of it', async () => {
    const {app, settings, ctx} = await sample()
    await deploy(app, settings, yes, ctx)

    const result = await destroy(app, settings, {yes: true, force: true}, ctx)

    const deletions = ctx.cloudFormation.calls.filter((call) => call.startsWith('delete '))
    assert.equal(deletions[0], 'delete sample-dev-server')
    assert.deepEqual(deletions.slice(1).toSorted(), ['delete sample-dev-network', 'delete sample-dev-registry'])
    assert.deepEqual(
      result.stacks.map(({part, deleted}) => [part, deleted]),
      [
        ['server', true],
        ['network', true],
        ['registry', true],
      ],
    )
    assert.equal(ctx.cloudFormation.stacks.size, 0)
  })

  it('changes nothing the second time, and asks nobody', async () => {
    const {app, settings, ctx} = await sample()

    const result = await destroy(app, settings, {yes: false, force: false}, ctx)

    assert.equal(result.changed, false)
    assert.deepEqual(ctx.host.questions, [])
  })

  it('says what is lost and asks first', async () => {
    const {app, settings, ctx} = await sample()
    await deploy(app, settings, yes, ctx)
    ctx.host.answer = false

    await assert.rejects(destroy(app, settings, {yes: false, force: false}, ctx), {code: 'DECLINED'})

    const [question] = ctx.host.questions
    assert.deepEqual(
      question?.losses.map(({logicalId, grave}) => ({logicalId, grave})),
      [
        {logicalId: 'Repository', grave: false},
        {logicalId: 'Storage', grave: true},
      ],
    )
    assert.equal(ctx.cloudFormation.stacks.size, 3)
  })

  it('does not take --yes for an agreement to lose data', async () => {
    const {app, settings, ctx} = await sample()
    await deploy(app, settings, yes, ctx)

    await assert.rejects(destroy(app, settings, yes, ctx), {
      code: 'DATA_LOSS',
      suggestions: ['aws-stack sample:destroy --yes --force'],
    })

    assert.equal(ctx.cloudFormation.stacks.size, 3)
  })

  it('works without what the deploy had to look up', async () => {
    const {app, settings, ctx} = await sample()
    await deploy(app, settings, yes, ctx)
    ctx.ec2.vpcs.clear()

    const result = await destroy(app, settings, {yes: true, force: true}, ctx)

    assert.equal(result.changed, true)
  })

  it('names the resource at which a deletion stopped, and goes on from there the next time', async () => {
    const {app, settings, ctx} = await sample()
    await deploy(app, settings, yes, ctx)
    ctx.cloudFormation.failAt('sample-dev-network', 'Vpc', 'it has dependencies')

    await assert.rejects(destroy(app, settings, {yes: true, force: true}, ctx), {
      code: 'STACK_FAILED',
      message: /sample-dev-network could not be deleted, it stopped at Vpc/,
    })
    const again = await destroy(app, settings, {yes: true, force: true}, ctx)

    assert.ok(again.stacks.some(({part, deleted}) => part === 'network' && deleted))
  })

  it('does not take a part away under another that lives on it, unless forced', async () => {
    const {app, settings, ctx} = await sample()
    await deploy(app, settings, yes, ctx)

    await assert.rejects(destroy(app, settings, {...yes, parts: ['network']}, ctx), {
      code: 'PART_IN_USE',
      message: /sample-dev-server lives on it/,
      suggestions: ['aws-stack sample:destroy --part server --part network'],
    })
    await destroy(app, settings, {yes: true, force: true, parts: ['network']}, ctx)

    assert.deepEqual([...ctx.cloudFormation.stacks.keys()].toSorted(), ['sample-dev-registry', 'sample-dev-server'])
  })

  it('says that a stack is still there, whatever the events said', async () => {
    const {app, settings, ctx} = await sample()
    await deploy(app, settings, yes, ctx)
    ctx.cloudFormation.delete = async function* () {}

    await assert.rejects(destroy(app, settings, {yes: true, force: true}, ctx), {
      code: 'STACK_FAILED',
      message: /could not be deleted/,
    })
  })

  it('leaves a stack alone that something else has made under the same name', async () => {
    const {app, settings, ctx} = await sample()
    await deploy(app, settings, yes, ctx)
    const kept = ctx.cloudFormation.stacks.get('sample-dev-registry')
    if (kept) kept.stack = {...kept.stack, tags: []}

    await assert.rejects(destroy(app, settings, {yes: true, force: true}, ctx), {code: 'STACK_NOT_OURS'})

    assert.equal(ctx.cloudFormation.stacks.size, 3)
  })

  it('refuses a protected stack before anything is deleted', async () => {
    const {app, settings, ctx} = await sample()
    await deploy(app, settings, yes, ctx)
    const kept = ctx.cloudFormation.stacks.get('sample-dev-registry')
    if (kept) kept.stack = {...kept.stack, terminationProtection: true}

    await assert.rejects(destroy(app, settings, {yes: true, force: true}, ctx), {
      code: 'STACK_STATE',
      message: /protected/,
    })

    assert.equal(ctx.cloudFormation.stacks.size, 3)
  })

  it('says which one-off tasks it interrupts, and stops them before their cluster goes', async () => {
    const {app, settings, ctx, edit} = await sample()
    await edit('server.yaml', SERVER.replace('Resources:', 'Resources:\n  Cluster: {Type: AWS::ECS::Cluster}'))
    await deploy(app, settings, yes, ctx)
    const of = {taskDefinition: 'server:1', lastStatus: 'RUNNING', createdAt: 0, containers: []}
    const [ours, served] = [
      {...of, arn: 'task/c/one-off', startedBy: 'aws-stack-run'},
      {...of, arn: 'task/c/served', group: 'service:s'},
    ]
    ctx.ecs.serviceTasks.set('', [ours, served])
    ctx.host.answer = true

    await destroy(app, settings, {yes: false, force: false}, ctx)

    const [question] = ctx.host.questions
    const interrupted = question?.losses.filter(({resourceType}) => resourceType === 'AWS::ECS::Task') ?? []
    assert.deepEqual(
      interrupted.map(({logicalId, physicalId, grave}) => [logicalId, physicalId, grave]),
      [['aws-stack-run', 'one-off', false]],
    )
    assert.deepEqual(
      ctx.ecs.calls.filter((call) => call.startsWith('stopTask')),
      ['stopTask task/c/one-off'],
    )
  })
})
