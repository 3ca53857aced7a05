import assert from 'node:assert/strict'

import {StackError} from '../errors.js'
import {errorOf} from '../testing/error-of.fixture.js'
import {RecordingHost} from '../testing/recording-host.js'
import {NETWORK, sample, SERVER} from '../testing/sample-app.fixture.js'
import {deploy} from './deploy.js'

const yes = {yes: true, force: false}

describe('deploy', () => {
  it('makes everything the first time, and the stack runs the image by digest', async () => {
    const {app, settings, ctx} = await sample()

    const result = await deploy(app, settings, yes, ctx)

    assert.equal(result.changed, true)
    assert.deepEqual(
      result.stacks.map(({part, status, changed}) => `${part} ${status} ${changed}`),
      ['registry CREATE_COMPLETE true', 'network CREATE_COMPLETE true', 'server CREATE_COMPLETE true'],
    )
    assert.match(result.images[0]?.uri ?? '', /^127\.0\.0\.1:5000\/sample-dev\/server@sha256:/)
    const {parameters, tags} = ctx.cloudFormation.stacks.get('sample-dev-server')?.stack ?? {}
    assert.deepEqual(parameters, {VpcId: 'network-VpcId', Image: result.images[0]?.uri, NewService: 'true'})
    assert.deepEqual(tags, [
      {key: 'aws-stack:app', value: 'sample'},
      {key: 'aws-stack:stage', value: 'dev'},
      {key: 'aws-stack:part', value: 'server'},
    ])
  })

  it('changes nothing the second time: two reads a stack, no change set, no Docker call', async () => {
    const {app, settings, ctx} = await sample()
    await deploy(app, settings, yes, ctx)
    ctx.cloudFormation.calls.length = 0
    ctx.docker.built.length = 0

    const again = await deploy(app, settings, {yes: false, force: false}, ctx)

    assert.equal(again.changed, false)
    assert.deepEqual(
      again.images.map(({built, pushed}) => ({built, pushed})),
      [{built: false, pushed: false}],
    )
    assert.deepEqual(ctx.cloudFormation.calls.toSorted(), [
      ...['network', 'registry', 'server'].map((part) => `describe sample-dev-${part}`),
      ...['network', 'registry', 'server'].map((part) => `template sample-dev-${part}`),
    ])
    assert.deepEqual(ctx.docker.built, [])
    assert.deepEqual(ctx.host.questions, [])
  })

  it('rolls only what depends on a changed image', async () => {
    const {app, settings, ctx, edit} = await sample()
    const first = await deploy(app, settings, yes, ctx)
    await edit('image/main.txt', 'changed')

    const second = await deploy(app, settings, yes, ctx)

    assert.deepEqual(
      second.stacks.map(({part, changed}) => [part, changed]),
      [
        ['registry', false],
        ['network', false],
        ['server', true],
      ],
    )
    assert.notEqual(second.images[0]?.digest, first.images[0]?.digest)
    assert.equal(ctx.cloudFormation.stacks.get('sample-dev-server')?.stack.parameters['NewService'], 'false')
  })

  it('builds the image while the network is made', async () => {
    const {app, settings, ctx} = await sample()
    const order: string[] = []
    ctx.host.notify = (event) => {
      if (event.type === 'node.started' || event.type === 'node.finished')
        order.push(`${event.type} ${event.node.name}`)
    }
    let imageStarted = () => {}
    const started = new Promise<void>((resolve) => (imageStarted = resolve))
    const build = ctx.docker.build.bind(ctx.docker)
    ctx.docker.build = (...args) => {
      imageStarted()
      return build(...args)
    }
    ctx.cloudFormation.pause = (stack) => (stack === 'sample-dev-network' ? started : Promise.resolve())

    await deploy(app, settings, yes, ctx)

    assert.ok(order.indexOf('node.started server') < order.indexOf('node.finished network'))
  })

  it('blames the first cause, with the line of the template, and says in what state the stack is', async () => {
    const {app, settings, ctx, folder} = await sample()
    ctx.cloudFormation.failAt('sample-dev-server', 'Storage', 'the quota of file systems is reached')

    const error = await errorOf(deploy(app, settings, yes, ctx))

    assert.equal(error.code, 'STACK_FAILED')
    assert.match(error.message, /sample-dev-server failed at Storage: the quota of file systems is reached/)
    assert.equal(error.details['status'], 'ROLLBACK_COMPLETE')
    assert.deepEqual(error.details['template'], {file: `${folder}/server.yaml`, line: 8})
  })

  it('recovers from the failed creation: deletes the leftover and creates again', async () => {
    const {app, settings, ctx} = await sample()
    ctx.cloudFormation.failAt('sample-dev-server', 'Storage', 'no')
    await errorOf(deploy(app, settings, yes, ctx))
    ctx.cloudFormation.calls.length = 0

    const result = await deploy(app, settings, yes, ctx)

    assert.equal(result.stacks.at(-1)?.status, 'CREATE_COMPLETE')
    assert.ok(ctx.cloudFormation.calls.includes('delete sample-dev-server'))
    assert.deepEqual(
      result.stacks.map(({changed}) => changed),
      [false, false, true],
    )
  })

  it('goes on in a stack that has only change sets', async () => {
    const {app, settings, ctx} = await sample()
    ctx.cloudFormation.setStatus('sample-dev-network', 'REVIEW_IN_PROGRESS')

    const result = await deploy(app, settings, yes, ctx)

    assert.equal(result.stacks[1]?.status, 'CREATE_COMPLETE')
    assert.ok(!ctx.cloudFormation.calls.includes('delete sample-dev-network'))
  })

  it('leaves a stack alone that something else has made under the same name', async () => {
    const {app, settings, ctx} = await sample()
    ctx.cloudFormation.setStatus('sample-dev-network', 'CREATE_COMPLETE')
    const kept = ctx.cloudFormation.stacks.get('sample-dev-network')
    if (kept) kept.stack = {...kept.stack, tags: [{key: 'owner', value: 'somebody'}]}

    const error = await errorOf(deploy(app, settings, yes, ctx))

    assert.equal(error.code, 'STACK_NOT_OURS')
    assert.ok(!ctx.cloudFormation.calls.some((call) => call.startsWith('createChangeSet')))
  })

  it('asks for the engine before anything is made that is billed', async () => {
    const {app, settings, ctx} = await sample()
    ctx.docker.version = () => Promise.reject(new StackError('DOCKER_UNAVAILABLE', 'no engine'))

    const error = await errorOf(deploy(app, settings, yes, ctx))

    assert.equal(error.code, 'DOCKER_UNAVAILABLE')
    assert.equal(ctx.cloudFormation.stacks.size, 0)
  })

  it('takes a value along that came out otherwise than the plan foresaw', async () => {
    const {app, settings, ctx, edit} = await sample()
    await deploy(app, settings, yes, ctx)
    ctx.cloudFormation.outputs.set('sample-dev-network.VpcId', 'vpc-other')
    await edit(
      'network.yaml',
      NETWORK.replace('{CidrBlock: !Ref Cidr}', '{CidrBlock: !Ref Cidr, EnableDnsSupport: true}'),
    )

    const result = await deploy(app, settings, yes, ctx)

    assert.deepEqual(
      result.stacks.map(({part, changed}) => [part, changed]),
      [
        ['registry', false],
        ['network', true],
        ['server', true],
      ],
    )
    assert.equal(ctx.cloudFormation.stacks.get('sample-dev-server')?.stack.parameters['VpcId'], 'vpc-other')
  })

  it('judges by the stack, not by the last event that was seen', async () => {
    const {app, settings, ctx} = await sample()
    const execute = ctx.cloudFormation.execute.bind(ctx.cloudFormation)
    ctx.cloudFormation.execute = async function* (changeSet, signal) {
      for await (const event of execute(changeSet, signal)) if (event.type !== 'AWS::CloudFormation::Stack') yield event
    }

    const result = await deploy(app, settings, yes, ctx)

    assert.ok(result.stacks.every(({status}) => status === 'CREATE_COMPLETE'))
  })

  for (const [status, message] of [
    [
      'UPDATE_IN_PROGRESS',
      /^sample-dev-network was deployed, but is UPDATE_IN_PROGRESS now: another operation has begun/,
    ],
    [undefined, /^sample-dev-network is gone: somebody else has deleted it$/],
  ] as const) {
    it(`says what another run made of the stack right after it was done: ${status ?? 'deleted it'}`, async () => {
      const {app, settings, ctx} = await sample()
      const execute = ctx.cloudFormation.execute.bind(ctx.cloudFormation)
      ctx.cloudFormation.execute = async function* (changeSet, signal) {
        yield* execute(changeSet, signal)
        if (status) ctx.cloudFormation.setStatus(changeSet.stack, status)
        else ctx.cloudFormation.stacks.delete(changeSet.stack)
      }

      await assert.rejects(deploy(app, settings, {...yes, parts: ['network']}, ctx), {code: 'STACK_FAILED', message})
    })
  }

  it('warns of what an update could not clean up', async () => {
    const {app, settings, ctx, edit} = await sample()
    await deploy(app, settings, yes, ctx)
    await edit(
      'network.yaml',
      NETWORK.replace('{CidrBlock: !Ref Cidr}', '{CidrBlock: !Ref Cidr, EnableDnsSupport: true}'),
    )
    const execute = ctx.cloudFormation.execute.bind(ctx.cloudFormation)
    ctx.cloudFormation.execute = async function* (changeSet, signal) {
      yield* execute(changeSet, signal)
      yield {
        logicalId: 'Vpc',
        physicalId: 'vpc-old',
        type: 'AWS::EC2::VPC',
        status: 'DELETE_FAILED',
        reason: 'it has dependencies',
        at: 0,
      }
    }

    await deploy(app, settings, yes, ctx)

    const [warning] = ctx.host.of('warning')
    assert.equal(warning?.code, 'RESOURCE_LEFT_BEHIND')
    assert.match(warning?.message ?? '', /vpc-old.*it has dependencies/)
  })

  it('asks with the plan, and changes nothing when the answer is no', async () => {
    const {app, settings, ctx} = await sample()
    ctx.host.answer = false

    const error = await errorOf(deploy(app, settings, {yes: false, force: false}, ctx))

    assert.equal(error.code, 'DECLINED')
    assert.equal(ctx.host.questions[0]?.type, 'deploy')
    assert.equal(ctx.cloudFormation.stacks.size, 0)
  })

  it('does not go on without a terminal and without --yes', async () => {
    const {app, settings, ctx} = await sample()
    ctx.host.answer = 'no-terminal'

    const error = await errorOf(deploy(app, settings, {yes: false, force: false}, ctx))

    assert.equal(error.code, 'NO_TERMINAL')
    assert.deepEqual(error.suggestions, ['aws-stack sample:deploy --yes'])
  })

  it('refuses to lose data with --yes alone, does it with --force', async () => {
    const {app, settings, ctx, edit} = await sample()
    await deploy(app, settings, yes, ctx)
    await edit('server.yaml', SERVER.replace(/ {2}Storage: .*\n/, ''))

    const error = await errorOf(deploy(app, settings, yes, ctx))
    const forced = await deploy(app, settings, {yes: true, force: true}, ctx)

    assert.equal(error.code, 'DATA_LOSS')
    assert.match(error.message, /server\/Storage is removed: all events/)
    assert.equal(forced.changed, true)
  })

  it('stops before executing a change set with a loss that the plan could not foresee', async () => {
    const {app, settings, ctx, edit} = await sample()
    await edit(
      'server.yaml',
      SERVER.replace('AWS::EFS::FileSystem}', 'AWS::EFS::FileSystem, Properties: {Tag: !Ref Image}}'),
    )
    await deploy(app, settings, yes, ctx)
    await edit('image/main.txt', 'another image')
    ctx.cloudFormation.replaces.add('AWS::EFS::FileSystem')

    const error = await errorOf(deploy(app, settings, yes, ctx))

    assert.equal(error.code, 'DATA_LOSS')
    assert.equal(ctx.cloudFormation.changeSets, 0)
    assert.equal(ctx.cloudFormation.stacks.get('sample-dev-server')?.stack.status, 'CREATE_COMPLETE')
  })

  it('uses the image of another run that pushed the same tag first, and says so', async () => {
    const {app, settings, ctx} = await sample()
    ctx.docker.tagExists = true

    const result = await deploy(app, settings, yes, ctx)

    assert.deepEqual(
      ctx.host.of('warning').map(({code}) => code),
      ['IMAGE_PUSHED_ELSEWHERE'],
    )
    assert.deepEqual(
      result.images.map(({built, pushed}) => ({built, pushed})),
      [{built: true, pushed: false}],
    )
  })

  it('refuses an image that is an index of several platforms', async () => {
    const {app, settings, ctx} = await sample()
    ctx.ecr.mediaType = 'application/vnd.oci.image.index.v1+json'

    const error = await errorOf(deploy(app, settings, yes, ctx))

    assert.equal(error.code, 'IMAGE_NOT_SINGLE_PLATFORM')
  })

  it('limits a run to the parts asked for and the images they take', async () => {
    const {app, settings, ctx, edit} = await sample()
    await deploy(app, settings, yes, ctx)
    await edit('network.yaml', `${NETWORK}# changed\n`)
    await edit('image/main.txt', 'changed')

    const result = await deploy(app, settings, {...yes, parts: ['server']}, ctx)

    assert.deepEqual(
      result.stacks.map(({part}) => part),
      ['server'],
    )
    assert.deepEqual(
      result.images.map(({pushed}) => pushed),
      [true],
    )
  })

  it('says which part is missing where a part alone cannot be deployed, and which parts there are', async () => {
    const {app, settings, ctx} = await sample()

    const missing = await errorOf(deploy(app, settings, {...yes, parts: ['server']}, ctx))
    const unknown = await errorOf(deploy(app, settings, {...yes, parts: ['sever']}, ctx))

    assert.equal(missing.code, 'NOT_DEPLOYED')
    assert.match(unknown.message, /has no part sever; it has registry, network, server/)
  })

  it('fails in the plan for what the account does not allow', async () => {
    const {app, settings, ctx} = await sample()
    const overlap = await errorOf(deploy(app, {...settings, config: {cidr: '10.0.0.0/16'}}, yes, ctx))
    ctx.ec2.vpcs.clear()

    const gone = await errorOf(deploy(app, settings, yes, ctx))

    assert.equal(overlap.code, 'SETTINGS_INVALID')
    assert.equal(gone.code, 'VPC_NOT_FOUND')
    assert.equal(ctx.cloudFormation.stacks.size, 0)
  })

  it('cancels the update that is under way, waits until it is rolled back, and starts nothing more', async () => {
    const {app, settings, ctx, controller, edit} = await sample()
    await deploy(app, settings, yes, ctx)
    await edit('network.yaml', NETWORK.replace('!Ref Cidr}', '!Ref Cidr, EnableDnsSupport: true}'))
    ctx.cloudFormation.pause = () => new Promise(() => controller.abort('SIGINT'))

    const error = await errorOf(deploy(app, settings, yes, ctx))

    assert.equal(error.code, 'CANCELLED')
    assert.equal(error.details['signal'], 'SIGINT')
    assert.equal(ctx.cloudFormation.stacks.get('sample-dev-network')?.stack.status, 'UPDATE_ROLLBACK_COMPLETE')
    assert.deepEqual(
      ctx.host.of('node.cancelling').map(({node, how}) => [node.name, how]),
      [['network', 'rolls-back']],
    )
    const [ended] = ctx.host.of('node.cancelled')
    assert.deepEqual([ended?.left, ended?.status], [false, 'UPDATE_ROLLBACK_COMPLETE'])
  })

  it('deletes what it is creating when it is cancelled', async () => {
    const {app, settings, ctx, controller} = await sample()
    ctx.cloudFormation.pause = () => new Promise(() => controller.abort('SIGTERM'))

    const error = await errorOf(deploy(app, settings, yes, ctx))

    assert.equal(error.code, 'CANCELLED')
    assert.equal(ctx.cloudFormation.stacks.size, 0)
    assert.deepEqual(ctx.docker.built, [])
  })

  it('leaves at once with the second signal, and names the command that follows what goes on', async () => {
    const {app, settings, ctx, controller, leaving} = await sample()
    ctx.cloudFormation.cancel = async () => 'cannot'
    ctx.cloudFormation.pause = () =>
      new Promise(() => {
        controller.abort('SIGINT')
        setImmediate(() => leaving.abort('SIGINT'))
      })

    const error = await errorOf(deploy(app, settings, {...yes, parts: ['network']}, ctx))

    assert.equal(error.code, 'CANCELLED')
    assert.deepEqual(error.suggestions, ['aws-stack sample:attach'])
    assert.deepEqual(error.details['goesOn'], ['network'])
    assert.ok(ctx.host.of('node.cancelled').every(({left}) => left))
  })

  it('cancels nothing when its time is over: that is a result of its own', async () => {
    const {app, settings, ctx, controller, leaving} = await sample()
    ctx.cloudFormation.pause = () =>
      new Promise(() => {
        leaving.abort('timeout')
        controller.abort('timeout')
      })

    const error = await errorOf(deploy(app, settings, yes, ctx))

    assert.equal(error.code, 'TIMED_OUT')
    assert.ok(!ctx.cloudFormation.calls.some((call) => call.startsWith('cancel ')))
    assert.deepEqual(error.suggestions, ['aws-stack sample:attach'])
  })

  it('comes after another run that was faster with the same stack, and finds its work done', async () => {
    const {app, settings, ctx} = await sample()
    const other = {...ctx, host: new RecordingHost()}

    const [first, second] = await Promise.all([deploy(app, settings, yes, ctx), deploy(app, settings, yes, other)])

    assert.ok([first, second].every(({stacks}) => stacks.every(({status}) => status === 'CREATE_COMPLETE')))
  })

  it('does not delete what another run could not, unless it is told to lose the data', async () => {
    const {app, settings, ctx} = await sample()
    await deploy(app, settings, yes, ctx)
    ctx.cloudFormation.setStatus('sample-dev-server', 'DELETE_FAILED')
    ctx.cloudFormation.calls.length = 0

    const error = await errorOf(deploy(app, settings, yes, ctx))

    assert.equal(error.code, 'DATA_LOSS')
    assert.match(error.message, /Storage is deleted: all events/)
    assert.ok(!ctx.cloudFormation.calls.some((call) => call.startsWith('delete ')))
    const {stacks} = await deploy(app, settings, {...yes, force: true}, ctx)
    assert.equal(stacks.at(-1)?.status, 'CREATE_COMPLETE')
  })

  it('asks nobody to lose what another run has left meanwhile: it stops', async () => {
    const {app, settings, ctx, edit} = await sample()
    await deploy(app, settings, yes, ctx)
    await edit('server.yaml', SERVER.replace('Storage: {Type', 'Storage: {DependsOn: Task, Type'))
    const createChangeSet = ctx.cloudFormation.createChangeSet.bind(ctx.cloudFormation)
    let made = 0
    ctx.cloudFormation.createChangeSet = async (input) => {
      // The first is the plan's; then another run's deletion fails.
      if (input.stack === 'sample-dev-server' && (made += 1) === 2)
        ctx.cloudFormation.setStatus('sample-dev-server', 'DELETE_FAILED')
      if (made < 2) return createChangeSet(input)
      throw new StackError('AWS_REFUSED', 'the stack cannot be updated', {details: {awsCode: 'ValidationError'}})
    }

    const error = await errorOf(deploy(app, settings, yes, ctx))

    assert.equal(error.code, 'DATA_LOSS')
    assert.ok(!ctx.cloudFormation.calls.some((call) => call.startsWith('delete ')))
  })

  it('begins the last stack and leaves, if nobody waits', async () => {
    const {app, settings, ctx} = await sample()
    const execute = ctx.cloudFormation.execute.bind(ctx.cloudFormation)
    ctx.cloudFormation.execute = async function* (changeSet, signals) {
      if (changeSet.stack !== 'sample-dev-server') {
        yield* execute(changeSet, signals)
        return
      }
      ctx.cloudFormation.setStatus('sample-dev-server', 'CREATE_IN_PROGRESS')
      yield {logicalId: 'sample-dev-server', type: 'AWS::CloudFormation::Stack', status: 'CREATE_IN_PROGRESS', at: 0}
      await new Promise(() => {})
    }

    const result = await deploy(app, settings, {...yes, wait: false}, ctx)

    assert.deepEqual(
      result.stacks.map(({status}) => status),
      ['CREATE_COMPLETE', 'CREATE_COMPLETE', 'CREATE_IN_PROGRESS'],
    )
  })
})
