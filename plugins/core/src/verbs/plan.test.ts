import assert from 'node:assert/strict'

import {NETWORK, sample, SERVER} from '../testing/sample-app.fixture.js'
import {deploy} from './deploy.js'
import {plan} from './plan.js'

const yes = {yes: true, force: false}

describe('plan', () => {
  it('plans what does not exist from the templates, without a change set', async () => {
    const {app, settings, ctx} = await sample()

    const result = await plan(app, settings, {}, ctx)

    assert.deepEqual(
      result.stacks.map(({part, action}) => `${part} ${action}`),
      ['registry create', 'network create', 'server create'],
    )
    assert.deepEqual(result.stacks[2]?.unknown, {VpcId: 'network', Image: 'build'})
    assert.deepEqual(
      result.stacks[2]?.changes.map(({logicalId, action}) => `${action} ${logicalId}`),
      ['add Task', 'add Service', 'add Storage', 'add Group'],
    )
    assert.deepEqual(
      result.images.map(({action}) => action),
      ['build'],
    )
    assert.ok(!ctx.cloudFormation.calls.some((call) => call.startsWith('createChangeSet')))
    assert.equal(ctx.cloudFormation.stacks.size, 0)
  })

  it('finds nothing to do after a deploy', async () => {
    const {app, settings, ctx} = await sample()
    await deploy(app, settings, yes, ctx)

    const result = await plan(app, settings, {}, ctx)

    assert.equal(result.changed, false)
    assert.deepEqual(
      result.stacks.map(({action}) => action),
      ['none', 'none', 'none'],
    )
    assert.equal(result.images[0]?.action, 'none')
  })

  it('refuses a template that CloudFormation would not take, before anything is made', async () => {
    const {app, settings, ctx, edit} = await sample()
    await edit('server.yaml', `${SERVER}# ${'ä'.repeat(30_000)}\n`)

    await assert.rejects(plan(app, settings, {}, ctx), {
      code: 'TEMPLATE_TOO_LARGE',
      message: /^the template of sample-dev-server has 60\d\d\d bytes; CloudFormation takes 51200$/,
    })
  })

  it('plans an existing stack by a change set that it deletes', async () => {
    const {app, settings, ctx} = await sample()
    await deploy(app, settings, yes, ctx)

    const result = await plan(app, {...settings, config: {cidr: '10.43.0.0/24'}}, {}, ctx)

    assert.deepEqual(
      result.stacks[1]?.changes.map(({logicalId, action, replacement}) => [logicalId, action, replacement]),
      [['Vpc', 'modify', 'False']],
    )
    assert.equal(ctx.cloudFormation.changeSets, 0)
    assert.ok(ctx.cloudFormation.calls.includes('deleteChangeSet sample-dev-network'))
  })

  it('keeps the present value of what a build has yet to make, and marks its dependants', async () => {
    const {app, settings, ctx, edit} = await sample()
    await deploy(app, settings, yes, ctx)
    await edit('image/main.txt', 'changed')

    const result = await plan(app, settings, {}, ctx)

    assert.deepEqual(result.stacks[2]?.unknown, {Image: 'build'})
    const changes = result.stacks[2]?.changes.map(({logicalId, action, knownAfter}) => [logicalId, action, knownAfter])
    assert.deepEqual(changes, [
      ['Service', 'modify', undefined],
      ['Task', 'may-change', 'build'],
    ])
  })

  it('takes an output for unknown when the resource behind it is replaced', async () => {
    const {app, settings, ctx} = await sample()
    await deploy(app, settings, yes, ctx)
    ctx.cloudFormation.replaces.add('AWS::EC2::VPC')

    const result = await plan(app, {...settings, config: {cidr: '10.43.0.0/24'}}, {}, ctx)

    assert.deepEqual(result.stacks[2]?.unknown, {VpcId: 'network'})
    assert.ok(
      result.stacks[2]?.changes.some(
        ({logicalId, action, knownAfter}) =>
          logicalId === 'Group' && action === 'may-change' && knownAfter === 'network',
      ),
    )
  })

  it('takes an output for unknown when its own definition or an attribute behind it changes', async () => {
    const {app, settings, ctx, edit} = await sample()
    await deploy(app, settings, yes, ctx)

    await edit(
      'network.yaml',
      NETWORK.replace('!Ref Cidr}', '!Ref Cidr, EnableDnsSupport: true}').replace(
        '{Value: !Ref Vpc}',
        '{Value: !Sub "${Vpc}"}',
      ),
    )
    const redefined = await plan(app, settings, {}, ctx)
    await edit('network.yaml', NETWORK)
    const same = await plan(app, {...settings, config: {cidr: '10.43.0.0/24'}}, {}, ctx)

    assert.deepEqual(redefined.stacks[2]?.unknown, {VpcId: 'network'})
    assert.deepEqual(same.stacks[2]?.unknown, {})
  })

  it('tells the changes from the templates alone where a new parameter is not known yet, and says so', async () => {
    const {app, settings, ctx, edit} = await sample()
    await edit(
      'server.yaml',
      SERVER.replaceAll(/.*Image.*\n/g, '').replace('Properties: {TaskDefinition: !Ref Task, ', 'Properties: {'),
    )
    const withoutImage = {
      ...app,
      stacks: app.stacks.map((stack) => ({
        ...stack,
        parameters:
          stack.part === 'server' ? () => ({VpcId: 'vpc-1', NewService: 'x'}) : (stack.parameters ?? (() => ({}))),
      })),
    }
    await deploy(withoutImage, settings, yes, ctx)
    await edit('server.yaml', SERVER)
    await edit('image/main.txt', 'changed')

    const result = await plan(app, settings, {}, ctx)

    assert.match(result.stacks[2]?.approximate ?? '', /Image is new and not known yet/)
    assert.ok(result.stacks[2]?.changes.some(({logicalId, action}) => logicalId === 'Task' && action === 'add'))
    assert.ok(!ctx.cloudFormation.calls.slice(-3).some((call) => call.startsWith('createChangeSet sample-dev-server')))
  })

  it('shows the data that a change would lose', async () => {
    const {app, settings, ctx, edit} = await sample()
    await deploy(app, settings, yes, ctx)
    await edit('server.yaml', SERVER.replace(/ {2}Storage: .*\n/, ''))

    const {losses} = await plan(app, settings, {}, ctx)

    assert.deepEqual(
      losses.map(({part, logicalId, grave}) => ({part, logicalId, grave})),
      [{part: 'server', logicalId: 'Storage', grave: true}],
    )
  })

  it('plans an unchanged stack as unchanged whatever its comments in another part say', async () => {
    const {app, settings, ctx, edit} = await sample()
    await deploy(app, settings, yes, ctx)
    await edit('network.yaml', `${NETWORK}# a comment\n`)

    const result = await plan(app, settings, {}, ctx)

    assert.deepEqual(
      result.stacks.map(({action}) => action),
      ['none', 'none', 'none'],
    )
  })
})
