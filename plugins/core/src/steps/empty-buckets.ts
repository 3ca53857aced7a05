import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {DataLoss} from '../events.js'

export interface EmptyBucketsInput {
  readonly part: string
  /** What the user has agreed to lose. */
  readonly losses: readonly DataLoss[]
}

/** CloudFormation deletes no bucket that holds anything, so what was agreed to is deleted first. Doing it twice deletes nothing the second time. Says how many it was. */
export async function emptyBuckets({part, losses}: EmptyBucketsInput, ctx: Context): Promise<number> {
  let deleted = 0
  for (const loss of losses) {
    if (loss.part !== part || loss.resourceType !== 'AWS::S3::Bucket' || loss.physicalId === undefined) continue
    deleted += await emptyBucket(part, loss.physicalId, ctx)
  }
  return deleted
}

async function emptyBucket(part: string, bucket: string, {objects, host}: Context): Promise<number> {
  const node = {kind: 'stack', name: part} as const
  let deleted = 0
  try {
    for await (const page of objects.versions(bucket)) {
      if (page.length === 0) continue
      await objects.delete(bucket, page)
      deleted += page.length
      host.notify({type: 'bucket.emptying', node, bucket, deleted, done: false})
    }
  } catch (error) {
    // Somebody has deleted it meanwhile.
    if (!StackError.is(error) || error.code !== 'NOT_FOUND') throw error
  }
  if (deleted > 0) host.notify({type: 'bucket.emptying', node, bucket, deleted, done: true})
  return deleted
}
