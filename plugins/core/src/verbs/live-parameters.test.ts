import assert from 'node:assert/strict'

import {live} from '../app.js'
import {StackError} from '../errors.js'
import {sample} from '../testing/sample-app.fixture.js'
import {deploy} from './deploy.js'
import {plan} from './plan.js'

const yes = {yes: true, force: false}
const TEMPLATE = `Parameters:
  Shards: {Type: Number}
  Read: {Type: Number}
Resources:
  Stream: {Type: AWS::Kinesis::Stream, Properties: {ShardCount: !Ref Shards}}
  Table: {Type: AWS::DynamoDB::Table, Properties: {Read: !Ref Read}}
`

describe('live parameters', () => {
  async function scaled() {
    const one = await sample()
    await one.edit('stream.yaml', TEMPLATE)
    const app = {
      ...one.app,
      images: [],
      stacks: [
        {
          part: 'stream',
          template: `${one.folder}/stream.yaml`,
          parameters: () => ({
            Shards: live('stream-shards', 'raw', '2'),
            Read: live('table-read-capacity', 'events', '5'),
          }),
        },
      ],
    }
    const parameters = () => one.ctx.cloudFormation.stacks.get('sample-dev-stream')?.stack.parameters
    return {...one, app, parameters}
  }

  it('are what the definition says while there is nothing', async () => {
    const {app, settings, ctx, parameters} = await scaled()

    await deploy(app, settings, yes, ctx)

    assert.deepEqual(parameters(), {Shards: '2', Read: '5'})
  })

  it('make no stack changed by themselves', async () => {
    const {app, settings, ctx, parameters} = await scaled()
    await deploy(app, settings, yes, ctx)
    ctx.streams.create('raw', 8)
    ctx.tables.capacities.set('events', {read: 70, write: 5})

    const again = await deploy(app, settings, yes, ctx)

    assert.equal(again.changed, false)
    assert.deepEqual(parameters(), {Shards: '2', Read: '5'})
  })

  it('are passed as they are now when something else changes the stack', async () => {
    const {app, settings, ctx, edit, parameters} = await scaled()
    await deploy(app, settings, yes, ctx)
    ctx.streams.create('raw', 8)
    ctx.tables.capacities.set('events', {read: 70, write: 5})
    await edit('stream.yaml', `${TEMPLATE}  Queue: {Type: AWS::SQS::Queue}\n`)

    const changed = await deploy(app, settings, yes, ctx)

    assert.equal(changed.changed, true)
    assert.deepEqual(parameters(), {Shards: '8', Read: '70'})
  })

  it('are looked at once more when the question has been answered', async () => {
    const {app, settings, ctx, edit, parameters} = await scaled()
    await deploy(app, settings, yes, ctx)
    ctx.streams.create('raw', 2)
    await edit('stream.yaml', `${TEMPLATE}  Queue: {Type: AWS::SQS::Queue}\n`)
    ctx.host.confirm = async () => {
      await ctx.streams.resize('raw', 4)
      return true
    }

    await deploy(app, settings, {yes: false, force: false}, ctx)

    assert.equal(parameters()?.['Shards'], '4')
  })

  it('leave a stream on demand to itself', async () => {
    const {app, settings, ctx, parameters} = await scaled()
    ctx.streams.create('raw', 4).onDemand = true

    await deploy(app, settings, yes, ctx)

    assert.equal(parameters()?.['Shards'], '2')
  })

  it('that may not be seen end plan and deploy before anything changes, and name the permission', async () => {
    const {app, settings, ctx} = await scaled()
    ctx.streams.failure = new StackError('ACCESS_DENIED', 'Kinesis denied DescribeStreamSummary')

    await assert.rejects(plan(app, settings, {}, ctx), {
      code: 'ACCESS_DENIED',
      message: /raw must be known \(kinesis:DescribeStreamSummary\)/,
    })
    await assert.rejects(deploy(app, settings, yes, ctx), {code: 'ACCESS_DENIED'})

    assert.equal(ctx.cloudFormation.stacks.size, 0)
  })
})
