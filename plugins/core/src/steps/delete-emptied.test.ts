import assert from 'node:assert/strict'

import type {Stack} from '../context.js'
import {sample} from '../testing/sample-app.fixture.js'
import {deleteEmptied} from './delete-emptied.js'

const losses = [
  {
    part: 'network',
    logicalId: 'Bucket',
    resourceType: 'AWS::S3::Bucket',
    physicalId: 'agreed',
    grave: false,
    reason: 'is deleted',
  },
]

describe('deleteEmptied', () => {
  it('empties again what was written into before the bucket was deleted', async () => {
    const {ctx, deletion} = await deployed()
    writing(ctx, 1)
    ctx.cloudFormation.failAt('sample-dev-network', 'Vpc', 'The bucket you tried to delete is not empty')

    await deleteEmptied(deletion, ctx)

    assert.equal(await ctx.cloudFormation.describe('sample-dev-network'), undefined)
    assert.equal(ctx.objects.objects.size, 0)
    assert.equal(deletionsOf(ctx), 2)
  })

  it('does not try again where the buckets are not what it failed at', async () => {
    const {ctx, deletion} = await deployed()
    ctx.cloudFormation.failAt('sample-dev-network', 'Vpc', 'has dependencies')

    await assert.rejects(deleteEmptied(deletion, ctx), {code: 'STACK_FAILED', message: /has dependencies/})

    assert.equal(deletionsOf(ctx), 1)
  })

  it('gives up where somebody goes on writing', async () => {
    const {ctx, deletion} = await deployed()
    writing(ctx, 9, () => ctx.cloudFormation.failAt('sample-dev-network', 'Vpc', 'is not empty'))

    await assert.rejects(deleteEmptied(deletion, ctx), {code: 'STACK_FAILED', message: /not empty/})

    assert.equal(deletionsOf(ctx), 3)
  })
})

type Ctx = Awaited<ReturnType<typeof sample>>['ctx']

async function deployed(): Promise<{ctx: Ctx; deletion: Parameters<typeof deleteEmptied>[0]}> {
  const {ctx} = await sample()
  const request = {
    stack: 'sample-dev-network',
    type: 'CREATE',
    template: 'Resources:\n  Vpc: {Type: AWS::EC2::VPC}\n',
    parameters: {},
    tags: [],
  } as const
  const changeSet = await ctx.cloudFormation.createChangeSet(request, ctx.signal)
  for await (const event of ctx.cloudFormation.execute(changeSet, ctx)) void event
  const stack = (await ctx.cloudFormation.describe('sample-dev-network')) as Stack
  return {ctx, deletion: {app: 'sample', part: 'network', stack, losses}}
}

/** An object comes into the bucket at each of the first deletions. */
function writing(ctx: Ctx, times: number, before?: () => void): void {
  const original = ctx.cloudFormation.delete.bind(ctx.cloudFormation)
  let left = times
  ctx.cloudFormation.delete = (...words) => {
    before?.()
    if ((left -= 1) >= 0) ctx.objects.objects.set(`agreed/${left}`, Buffer.from('x'))
    return original(...words)
  }
}

function deletionsOf(ctx: Ctx): number {
  return ctx.cloudFormation.calls.filter((call) => call.startsWith('delete sample-dev-network')).length
}
