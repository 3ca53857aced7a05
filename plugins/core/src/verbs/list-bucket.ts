import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {ListedObject} from '../ports/objects.js'
import type {BucketResult} from '../data-results.js'
import type {Settings} from '../settings.js'
import {bucketName} from './bucket-name.js'

export interface BucketListing extends BucketResult {
  /** However many there are: read page by page as they are taken. */
  readonly objects: AsyncIterable<ListedObject>
}

/** What is in the bucket, all whose key begins with `prefix`. */
export async function listBucket<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {prefix}: {readonly prefix: string},
  ctx: Context,
): Promise<BucketListing> {
  const found = await bucketName(app, settings, ctx)
  return {...found, objects: ctx.objects.list(found.bucket, prefix)}
}
