import assert from 'node:assert/strict'

import {StackError} from '../errors.js'
import {sample} from '../testing/sample-app.fixture.js'
import {deploy} from './deploy.js'
import {destroy} from './destroy.js'
import {plan} from './plan.js'

const yes = {yes: true, force: false}
const OURS = 'arn:aws:kms:eu-west-1:123456789012:key/ours'
const THEIRS = 'arn:aws:kms:eu-west-1:123456789012:key/theirs'
const TEMPLATE = `Resources:
  Key: {Type: AWS::KMS::Key, DeletionPolicy: Retain}
Outputs:
  KeyArn: {Value: !GetAtt Key.Arn}
`

async function traced() {
  const one = await sample()
  await one.edit('xray.yaml', TEMPLATE)
  one.ctx.cloudFormation.outputs.set('sample-dev-xray.KeyArn', OURS)
  const app = {
    ...one.app,
    images: [],
    stacks: [{part: 'xray', template: `${one.folder}/xray.yaml`, traceKey: 'KeyArn'}],
  }
  return {...one, app}
}

describe('a part with the key that X-Ray encrypts traces with', () => {
  it('sets it after its stack, for account and region, and the plan says so', async () => {
    const {app, settings, ctx} = await traced()

    const planned = await plan(app, settings, {}, ctx)
    const result = await deploy(app, settings, yes, ctx)

    assert.deepEqual(planned.traces, {part: 'xray', action: 'encrypt'})
    assert.deepEqual(planned.losses, [])
    assert.equal(result.changed, true)
    assert.deepEqual(ctx.traces.set, [OURS])
    assert.deepEqual(
      ctx.host.of('traces.encrypting').map(({key, done}) => [key, done]),
      [
        [OURS, false],
        [OURS, true],
      ],
    )
  })

  it('changes nothing the second time', async () => {
    const {app, settings, ctx} = await traced()
    await deploy(app, settings, yes, ctx)

    const again = await deploy(app, settings, yes, ctx)

    assert.equal(again.changed, false)
    assert.deepEqual(ctx.traces.set, [OURS])
  })

  it('sets it also where an earlier run ended between the stack and X-Ray', async () => {
    const {app, settings, ctx} = await traced()
    await deploy(app, settings, yes, ctx)
    ctx.traces.key = undefined

    const again = await deploy(app, settings, yes, ctx)

    assert.equal(again.changed, true)
    assert.equal(ctx.traces.key, OURS)
  })

  it("takes the place of another's key only with --force, and names it", async () => {
    const {app, settings, ctx} = await traced()
    ctx.traces.key = THEIRS

    await assert.rejects(deploy(app, settings, yes, ctx), {code: 'DATA_LOSS'})
    assert.equal(ctx.traces.key, THEIRS)
    const {losses} = await plan(app, settings, {}, ctx)
    await deploy(app, settings, {yes: true, force: true}, ctx)

    assert.deepEqual(
      losses.map(({physicalId, grave}) => [physicalId, grave]),
      [[THEIRS, true]],
    )
    assert.equal(ctx.traces.key, OURS)
  })

  it("refuses a key of another's that has come since the plan", async () => {
    const {app, settings, ctx} = await traced()
    ctx.host.confirm = async () => {
      ctx.traces.key = THEIRS
      return true
    }

    await assert.rejects(deploy(app, settings, {yes: false, force: false}, ctx), {
      code: 'DATA_LOSS',
      message: /key\/theirs, which is not ours/,
    })

    assert.equal(ctx.traces.key, THEIRS)
  })

  it('goes back before its stack is deleted, and says what the old traces need', async () => {
    const {app, settings, ctx} = await traced()
    await deploy(app, settings, yes, ctx)

    await destroy(app, settings, {yes: false, force: false}, ctx)

    assert.deepEqual(ctx.traces.set, [OURS, undefined])
    assert.ok(ctx.host.questions.at(-1)?.losses.some(({reason}) => reason.startsWith('X-Ray goes back')))
    assert.match(ctx.host.of('warning').at(-1)?.message ?? '', /only be read while the key .*ours is there/)
    assert.equal(ctx.cloudFormation.stacks.size, 0)
  })

  it("leaves another's key alone when it goes", async () => {
    const {app, settings, ctx} = await traced()
    await deploy(app, settings, yes, ctx)
    ctx.traces.key = THEIRS

    await destroy(app, settings, yes, ctx)

    assert.equal(ctx.traces.key, THEIRS)
  })

  it('changes nothing where X-Ray may not be asked', async () => {
    const {app, settings, ctx} = await traced()
    ctx.traces.failure = new StackError('ACCESS_DENIED', 'XRay denied GetEncryptionConfig')

    await assert.rejects(deploy(app, settings, yes, ctx), {code: 'ACCESS_DENIED'})

    assert.equal(ctx.cloudFormation.stacks.size, 0)
  })
})
