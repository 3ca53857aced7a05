import assert from 'node:assert/strict'

import {deploy, destroy, plan, status} from '@aws-stack/core'

import {fakeAccount} from './testing/context.fixture.js'
import {FIVE_SOURCES} from './testing/five-sources.fixture.js'
import {appWithPlainImages, settingsWith} from './testing/scope.fixture.js'

const YES = {yes: true, force: true}
const PLACE = {...settingsWith(), config: undefined as never}

/** What was done, in its order. */
const done = ({cloudFormation}: ReturnType<typeof fakeAccount>, verb: string) =>
  cloudFormation.calls
    .filter((call) => call.startsWith(`${verb} `))
    .map((call) => call.replace(`${verb} substation-dev-`, ''))

function assertBefore(order: readonly string[], ...parts: string[]): void {
  const places = parts.map((part) => order.indexOf(part))
  assert.ok(!places.includes(-1), `${parts.join(', ')} among ${order.join(', ')}`)
  assert.deepEqual(
    places.toSorted((one, other) => one - other),
    places,
    order.join(', '),
  )
}

describe('a deploy of Substation', function () {
  this.timeout(30_000)

  it('makes the example, every box after what it takes, and nothing the second time', async () => {
    const [app, ctx] = [await appWithPlainImages(), fakeAccount()]

    const first = await deploy(app, settingsWith(), YES, ctx)
    const again = await deploy(app, settingsWith(), YES, ctx)

    assert.equal(first.stacks.length, 17)
    assert.deepEqual(
      ctx.docker.built.map(({platform, buildArgs, added = []}) => [
        platform,
        buildArgs['SUBSTATION_VERSION'],
        ...added.map(({path}) => path),
      ]),
      [
        ['linux/arm64', '2.8.0', 'layers'],
        ['linux/arm64', '2.8.0', 'layers'],
      ],
    )
    const order = done(ctx, 'execute')
    assertBefore(order, 'bootstrap', 'autoscaling', 'stream-raw', 'function-s3-source', 'bucket-source')
    assertBefore(order, 'stream-processed', 'function-processor')
    assertBefore(order, 'function-enrichment', 'function-processor')
    assertBefore(order, 'bucket-raw', 'function-raw-s3-sink')
    assertBefore(order, 'table-processed', 'function-dynamodb-sink')
    assert.equal(again.changed, false)
  })

  it('makes five sources into three streams, and only what differs when one is taken out', async () => {
    const [app, ctx] = [await appWithPlainImages(), fakeAccount()]
    await deploy(app, settingsWith({pipeline: FIVE_SOURCES}), YES, ctx)
    const without = settingsWith({pipeline: FIVE_SOURCES, leaveOut: ['jobs', 'pager']})

    const planned = await plan(app, without, {}, ctx)
    await deploy(app, without, YES, ctx)

    assert.deepEqual(
      planned.stacks.flatMap(({part, action}) => (action === 'none' ? [] : [`${action} ${part}`])).toSorted(),
      ['delete function-jobs', 'delete function-pager', 'delete queue-jobs', 'delete topic-pager'],
    )
    assertBefore(done(ctx, 'delete'), 'queue-jobs', 'function-jobs')
    assertBefore(done(ctx, 'delete'), 'function-pager', 'topic-pager')
  })

  it('keeps the stack of a gateway that gets a function', async () => {
    const [app, ctx] = [await appWithPlainImages(), fakeAccount()]
    const web = (kind: string) => settingsWith({pipeline: {sources: {web: {kind, to: 'raw'}}, streams: {raw: {}}}})
    await deploy(app, web('gateway-stream'), YES, ctx)

    const planned = await plan(app, web('gateway'), {}, ctx)

    assert.deepEqual(
      planned.stacks.flatMap(({part, action}) => (action === 'none' ? [] : [`${action} ${part}`])),
      ['create function-web', 'update gateway-web'],
    )
  })

  it('is undone without the settings, and says what is lost', async () => {
    const [app, ctx] = [await appWithPlainImages(), fakeAccount()]
    await deploy(app, settingsWith({pipeline: FIVE_SOURCES}), YES, ctx)

    const seen = await status(app, PLACE, {}, ctx)
    await destroy(app, PLACE, YES, ctx)

    assert.equal(seen.stacks.length, 25)
    assert.equal(ctx.cloudFormation.stacks.size, 0)
    const order = done(ctx, 'delete')
    assertBefore(order, 'function-state', 'table-hosts', 'bootstrap')
    assertBefore(order, 'bucket-dropped', 'function-dropped', 'stream-audit', 'autoscaling', 'bootstrap')
    assertBefore(order, 'function-audit-worker', 'function-lookup')
  })
})
