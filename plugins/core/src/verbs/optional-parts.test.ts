import assert from 'node:assert/strict'

import {StackError} from '../errors.js'
import {sampleWithOptionalParts} from '../testing/optional-part.fixture.js'
import {deploy} from './deploy.js'
import {destroy} from './destroy.js'
import {plan} from './plan.js'
import {status} from './status.js'

const yes = {yes: true, force: false}
const force = {yes: true, force: true}

/** Deployed with the part `bucket`, and asked about without it. */
async function withOrphan() {
  const made = await sampleWithOptionalParts()
  await deploy(made.app, made.naming('bucket'), yes, made.ctx)
  made.ctx.cloudFormation.calls.length = 0
  return {...made, settings: made.naming()}
}

function changesAmong(calls: readonly string[]): string[] {
  return calls.filter((call) => /^(execute|delete) /.test(call))
}

describe('an optional part', () => {
  it('is not deployed unless the settings name it, nor is an image that it alone takes', async () => {
    const {app, naming, ctx} = await sampleWithOptionalParts()

    const result = await deploy(app, naming(), yes, ctx)

    assert.deepEqual(
      result.stacks.map(({part}) => part),
      ['registry', 'network', 'server'],
    )
    assert.deepEqual(
      result.images.map(({name}) => name),
      ['server'],
    )
    assert.equal(ctx.cloudFormation.stacks.has('sample-dev-bucket'), false)
  })

  it('is deployed before those that take of it when the settings name it', async () => {
    const {app, naming, ctx} = await sampleWithOptionalParts()

    const result = await deploy(app, naming('bucket', 'worker'), yes, ctx)

    const executed = changesAmong(ctx.cloudFormation.calls)
    assert.ok(executed.indexOf('execute sample-dev-bucket') < executed.indexOf('execute sample-dev-network'))
    assert.deepEqual(result.images.map(({name}) => name).toSorted(), ['server', 'worker'])
    assert.equal(ctx.cloudFormation.stacks.get('sample-dev-network')?.stack.parameters['Bucket'], 'bucket-Bucket')
  })

  it('costs one look where it is off and not there', async () => {
    const {app, naming, ctx} = await sampleWithOptionalParts()
    await deploy(app, naming(), yes, ctx)
    ctx.cloudFormation.calls.length = 0

    const again = await deploy(app, naming(), yes, ctx)

    assert.equal(again.changed, false)
    assert.deepEqual(
      ctx.cloudFormation.calls.filter((call) => /bucket|worker/.test(call)),
      ['describe sample-dev-bucket', 'describe sample-dev-worker'],
    )
  })

  it('that is off and asked for says which setting turns it on', async () => {
    const {app, naming, ctx} = await sampleWithOptionalParts()

    await assert.rejects(plan(app, naming(), {parts: ['bucket']}, ctx), {
      code: 'PART_OFF',
      message: /bucket is an optional part of sample.*: extras in aws-stack\.yaml, or SAMPLE_EXTRAS$/,
    })
  })

  it('is no lack in the status', async () => {
    const {app, naming, ctx} = await sampleWithOptionalParts()
    await deploy(app, naming(), yes, ctx)

    const result = await status(app, naming(), {}, ctx)

    assert.equal(result.deployed, true)
    assert.ok(!result.stacks.some(({part}) => ['bucket', 'worker'].includes(part)))
  })
})

describe('a part that the settings no longer name', () => {
  it('is in the plan with what is lost, after all that stays', async () => {
    const {app, settings, ctx} = await withOrphan()

    const result = await plan(app, settings, {}, ctx)

    assert.equal(result.changed, true)
    assert.deepEqual(
      result.stacks.map(({part, action}) => `${part} ${action}`),
      ['registry none', 'network update', 'server none', 'bucket delete'],
    )
    assert.deepEqual(
      result.stacks.at(-1)?.changes.map(({logicalId, action}) => `${logicalId} ${action}`),
      ['Bucket remove'],
    )
    assert.deepEqual(result.losses, [
      {
        part: 'bucket',
        logicalId: 'Bucket',
        resourceType: 'AWS::S3::Bucket',
        physicalId: 'sample-dev-bucket-Bucket',
        grave: true,
        reason: 'is deleted: all files',
      },
    ])
    assert.deepEqual(changesAmong(ctx.cloudFormation.calls), [])
  })

  it('is asked about in the one question, and stays when the answer is no', async () => {
    const {app, settings, ctx} = await withOrphan()
    ctx.host.answer = false

    await assert.rejects(deploy(app, settings, {yes: false, force: false}, ctx), {code: 'DECLINED'})

    const [question] = ctx.host.questions
    assert.ok(question?.type === 'deploy' && question.plan.stacks.some(({action}) => action === 'delete'))
    assert.equal(ctx.host.questions.length, 1)
    assert.ok(ctx.cloudFormation.stacks.has('sample-dev-bucket'))
  })

  it('with data in it is refused with --yes alone, and nothing else is changed', async () => {
    const {app, settings, ctx} = await withOrphan()

    await assert.rejects(deploy(app, settings, yes, ctx), {code: 'DATA_LOSS', message: /bucket\/Bucket is deleted/})

    assert.deepEqual(changesAmong(ctx.cloudFormation.calls), [])
  })

  it('is emptied and deleted after what took of it has let go', async () => {
    const {app, settings, ctx} = await withOrphan()
    ctx.objects.objects.set('sample-dev-bucket-Bucket/file', Buffer.from('data'))

    const result = await deploy(app, settings, force, ctx)

    assert.deepEqual(changesAmong(ctx.cloudFormation.calls), ['execute sample-dev-network', 'delete sample-dev-bucket'])
    assert.deepEqual(result.stacks.at(-1), {
      part: 'bucket',
      name: 'sample-dev-bucket',
      status: 'DELETE_COMPLETE',
      changed: true,
      outputs: {},
    })
    assert.equal(ctx.objects.objects.size, 0)
    assert.equal((await deploy(app, settings, yes, ctx)).changed, false)
  })

  it('stays when what took of it could not let go', async () => {
    const {app, settings, ctx} = await withOrphan()
    ctx.cloudFormation.failAt('sample-dev-network', 'Vpc', 'no')

    await assert.rejects(deploy(app, settings, force, ctx), {code: 'STACK_FAILED'})

    assert.ok(ctx.cloudFormation.stacks.has('sample-dev-bucket'))
  })

  it('stays when the run is about other parts', async () => {
    const {app, settings, ctx} = await withOrphan()

    const result = await deploy(app, settings, {...yes, parts: ['registry']}, ctx)

    assert.equal(result.changed, false)
    assert.ok(ctx.cloudFormation.stacks.has('sample-dev-bucket'))
  })

  it('cannot go alone while another part lives on it', async () => {
    const {app, settings, ctx} = await withOrphan()

    const alone = deploy(app, settings, {...force, parts: ['bucket']}, ctx)
    const error: unknown = await alone.catch((thrown: unknown) => thrown)

    assert.ok(StackError.is(error))
    assert.equal(error.code, 'PART_IN_USE')
    assert.deepEqual(error.suggestions, ['aws-stack sample:deploy --part network --part bucket'])
    await deploy(app, settings, {...force, parts: ['network', 'bucket']}, ctx)
    assert.equal(ctx.cloudFormation.stacks.has('sample-dev-bucket'), false)
  })

  it('goes alone when nothing lives on it any more', async () => {
    const {app, settings, ctx} = await withOrphan()
    await deploy(app, settings, {...yes, parts: ['network']}, ctx)

    await deploy(app, settings, {...force, parts: ['bucket']}, ctx)

    assert.equal(ctx.cloudFormation.stacks.has('sample-dev-bucket'), false)
  })

  it('is left alone where somebody protects it, with a warning, and where it is of somebody else, without', async () => {
    for (const change of [{terminationProtection: true}, {tags: []}]) {
      const {app, settings, ctx} = await withOrphan()
      const kept = ctx.cloudFormation.stacks.get('sample-dev-bucket')!
      ctx.cloudFormation.stacks.set('sample-dev-bucket', {...kept, stack: {...kept.stack, ...change}})

      await deploy(app, settings, yes, ctx)

      assert.ok(ctx.cloudFormation.stacks.has('sample-dev-bucket'))
      const warnings = ctx.host.events.flatMap((event) => (event.type === 'warning' ? [event.code] : []))
      assert.deepEqual(warnings, 'tags' in change ? [] : ['STACK_PROTECTED'])
    }
  })

  it('is seen by status and removed by destroy, which know no settings', async () => {
    const {app, settings, ctx} = await withOrphan()

    const seen = await status(app, settings, {}, ctx)
    const result = await destroy(app, settings, force, ctx)

    assert.ok(seen.stacks.some(({part, status}) => part === 'bucket' && status === 'CREATE_COMPLETE'))
    assert.ok(result.stacks.some(({part, deleted}) => part === 'bucket' && deleted))
    assert.ok(result.stacks.every(({part}) => part !== 'worker'))
    assert.equal(ctx.cloudFormation.stacks.size, 0)
  })
})
