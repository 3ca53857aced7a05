import assert from 'node:assert/strict'

import {StackError} from '../errors.js'
import {sample} from '../testing/sample-app.fixture.js'
import {buildImages} from './build-images.js'
import {deploy} from './deploy.js'
import {listImages} from './list-images.js'
import {outputs} from './outputs.js'
import {pushImages} from './push-images.js'
import {status} from './status.js'

const yes = {yes: true, force: false}

describe('status', () => {
  it('says of each part that it is not deployed', async () => {
    const {app, settings, ctx} = await sample()

    const result = await status(app, settings, {}, ctx)

    assert.equal(result.deployed, false)
    assert.deepEqual(
      result.stacks.map(({part, status}) => `${part} ${status}`),
      ['registry NOT_DEPLOYED', 'network NOT_DEPLOYED', 'server NOT_DEPLOYED'],
    )
    assert.deepEqual(result.images, [{name: 'server'}])
  })

  it('says what is live, with the image that the stacks run', async () => {
    const {app, settings, ctx} = await sample()
    const {images} = await deploy(app, settings, yes, ctx)

    const result = await status(app, settings, {}, ctx)

    assert.equal(result.deployed, true)
    assert.deepEqual(
      result.stacks.map(({resources}) => resources),
      [1, 1, 4],
    )
    assert.deepEqual(result.images, [{name: 'server', uri: images[0]?.uri, digest: images[0]?.digest}])
  })

  it('knows the image of one part alone', async () => {
    const {app, settings, ctx} = await sample()
    const {images} = await deploy(app, settings, yes, ctx)

    const result = await status(app, settings, {parts: ['server']}, ctx)

    assert.deepEqual(
      result.stacks.map(({part}) => part),
      ['server'],
    )
    assert.equal(result.images[0]?.uri, images[0]?.uri)
  })

  it('says what the services run, and whether that is what their stack has deployed', async () => {
    const {app, settings, ctx} = await sample()
    await deploy(app, settings, yes, ctx)
    const [arn = '', service] = [...ctx.ecs.services][0] ?? []
    assert.ok(service)
    ctx.ecs.services.set(arn, {...service, desired: 2, running: 1, taskDefinition: 'arn:another'})

    const {services} = await status(app, settings, {}, ctx)

    const [one] = services
    assert.deepEqual([one?.part, one?.desired, one?.running, one?.asDeployed], ['server', 2, 1, false])
  })

  it('is told all the same where the services may not be looked at', async () => {
    const {app, settings, ctx} = await sample()
    await deploy(app, settings, yes, ctx)
    ctx.ecs.failures.set('service', new StackError('ACCESS_DENIED', 'no permission for ecs:DescribeServices'))

    const {services, deployed} = await status(app, settings, {}, ctx)

    assert.deepEqual([services, deployed], [[], true])
    assert.match(ctx.host.of('warning')[0]?.message ?? '', /could not be looked at: no permission/)
  })

  it('does not take the leftover of a failed creation for deployed', async () => {
    const {app, settings, ctx} = await sample()
    await deploy(app, settings, yes, ctx)
    ctx.cloudFormation.setStatus('sample-dev-server', 'ROLLBACK_COMPLETE')

    const result = await status(app, settings, {}, ctx)

    assert.equal(result.deployed, false)
  })
})

describe('outputs', () => {
  it('lists them by part', async () => {
    const {app, settings, ctx} = await sample()
    await deploy(app, settings, yes, ctx)

    const {outputs: found} = await outputs(app, settings, {parts: ['network']}, ctx)

    assert.deepEqual(found, [{part: 'network', name: 'VpcId', value: 'network-VpcId'}])
  })

  it('names the command to run where nothing is deployed', async () => {
    const {app, settings, ctx} = await sample()

    await assert.rejects(outputs(app, settings, {}, ctx), {
      code: 'NOT_DEPLOYED',
      suggestions: ['aws-stack sample:deploy'],
    })
  })
})

describe('images', () => {
  it('are built without an account', async () => {
    const {app, settings, ctx} = await sample()

    const result = await buildImages(app, settings, {}, ctx)

    assert.deepEqual(
      result.images.map(({name, built, pushed}) => ({name, built, pushed})),
      [{name: 'server', built: true, pushed: false}],
    )
    assert.match(ctx.docker.built[0]?.tag ?? '', /^sample-dev\/server:[0-9a-f]+$/)
    assert.deepEqual(ctx.cloudFormation.calls, [])
  })

  it('are pushed once: what the repository has is not built again', async () => {
    const {app, settings, ctx} = await sample()
    await deploy(app, settings, {...yes, parts: ['registry']}, ctx)

    const first = await pushImages(app, settings, {}, ctx)
    const second = await pushImages(app, settings, {}, ctx)

    assert.deepEqual([first.changed, second.changed], [true, false])
    assert.equal(ctx.docker.built.length, 1)
    assert.equal(second.images[0]?.digest, first.images[0]?.digest)
  })

  it('need their repository before they can be pushed', async () => {
    const {app, settings, ctx} = await sample()

    await assert.rejects(pushImages(app, settings, {}, ctx), {
      code: 'NOT_DEPLOYED',
      suggestions: ['aws-stack sample:deploy --part registry'],
    })
  })

  it('are listed with the one that runs', async () => {
    const {app, settings, ctx, edit} = await sample()
    const {images} = await deploy(app, settings, yes, ctx)
    await edit('image/main.txt', 'a newer one')
    await pushImages(app, settings, {}, ctx)

    const {images: listed} = await listImages(app, settings, {}, ctx)

    assert.equal(listed[0]?.tags.length, 2)
    assert.deepEqual(
      listed[0]?.tags.filter(({live}) => live).map(({digest}) => digest),
      [images[0]?.digest],
    )
  })

  it('are chosen by name, and a wrong name says which there are', async () => {
    const {app, settings, ctx} = await sample()

    await assert.rejects(buildImages(app, settings, {images: ['sever']}, ctx), {
      code: 'UNKNOWN_IMAGE',
      message: /has no image sever; it has server/,
    })
  })
})
