import assert from 'node:assert/strict'

import {StackError} from '../errors.js'
import type {DataLoss} from '../events.js'
import {sample} from '../testing/sample-app.fixture.js'
import {emptyBuckets} from './empty-buckets.js'

const loss = (part: string, resourceType: string, physicalId: string): DataLoss => ({
  part,
  logicalId: 'It',
  resourceType,
  physicalId,
  grave: true,
  reason: 'is deleted',
})
const losses = [
  loss('files', 'AWS::S3::Bucket', 'agreed'),
  loss('files', 'AWS::EFS::FileSystem', 'fs-1'),
  loss('other', 'AWS::S3::Bucket', 'of-another-part'),
]

describe('emptyBuckets', () => {
  it('deletes page by page what was agreed to, and nothing else', async () => {
    const {ctx} = await sample()
    for (let made = 0; made < 2500; made += 1) ctx.objects.objects.set(`agreed/${made}`, Buffer.from('x'))
    ctx.objects.objects.set('of-another-part/a', Buffer.from('x'))
    ctx.objects.objects.set('agreed-too-long/a', Buffer.from('x'))

    await emptyBuckets({part: 'files', losses}, ctx)

    assert.deepEqual([...ctx.objects.objects.keys()], ['of-another-part/a', 'agreed-too-long/a'])
    const told = ctx.host.events.flatMap((event) =>
      event.type === 'bucket.emptying' ? [`${event.bucket} ${event.deleted} ${event.done}`] : [],
    )
    assert.deepEqual(told, ['agreed 1000 false', 'agreed 2000 false', 'agreed 2500 false', 'agreed 2500 true'])
  })

  it('says nothing and deletes nothing the second time', async () => {
    const {ctx} = await sample()

    await emptyBuckets({part: 'files', losses}, ctx)

    assert.deepEqual(ctx.host.events, [])
  })

  it('takes a bucket that is gone for an empty one', async () => {
    const {ctx} = await sample()
    ctx.objects.objects.set('agreed/a', Buffer.from('x'))
    ctx.objects.failure = new StackError('NOT_FOUND', 'there is no bucket agreed')

    await emptyBuckets({part: 'files', losses}, ctx)
  })

  it('ends where S3 refuses', async () => {
    const {ctx} = await sample()
    ctx.objects.objects.set('agreed/a', Buffer.from('x'))
    ctx.objects.failure = new StackError('ACCESS_DENIED', 'no')

    await assert.rejects(emptyBuckets({part: 'files', losses}, ctx), {code: 'ACCESS_DENIED'})
  })
})
