import type {AppDefinition} from '../app.js'
import {askConsent} from '../consent.js'
import type {Context} from '../context.js'
import type {BucketDeleteResult} from '../data-results.js'
import type {Settings} from '../settings.js'
import {bucketName} from './bucket-name.js'

export interface DeleteObjectsInput {
  /** Each must be there. */
  readonly keys: readonly string[]
  /** Instead of keys: all that begin with it. */
  readonly prefix?: string | undefined
  /** Nobody is asked. */
  readonly yes: boolean
}

type Objects = AsyncIterable<{readonly key: string}> | readonly {readonly key: string}[]

/** S3 takes so many in one DeleteObjects. */
const PAGE = 1000

/** Says how much it is and asks, then deletes. Throws `NOT_FOUND` before anything is deleted. */
export async function deleteObjects<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {keys, prefix, yes}: DeleteObjectsInput,
  ctx: Context,
): Promise<BucketDeleteResult> {
  const found = await bucketName(app, settings, ctx)
  const {bucket} = found
  let objects = 0
  let bytes = 0
  for await (const {size} of prefix === undefined ? each(bucket, keys, ctx) : ctx.objects.list(bucket, prefix)) {
    objects += 1
    bytes += size
  }
  if (objects === 0) return {...found, changed: false, deleted: 0}

  const what = {app: app.name, bucket, keys: [...keys], ...(prefix !== undefined && {prefix}), objects, bytes}
  await askConsent({type: 'bucket:delete', ...what, losses: []}, {yes, force: false}, ctx)

  let deleted = 0
  for await (const page of pages(
    prefix === undefined ? keys.map((key) => ({key})) : ctx.objects.list(bucket, prefix),
  )) {
    await ctx.objects.delete(bucket, page)
    deleted += page.length
  }
  return {...found, changed: true, deleted}
}

async function* each(bucket: string, keys: readonly string[], {objects}: Context): AsyncGenerator<{size: number}> {
  for (const key of keys) yield {size: await objects.size(bucket, key)}
}

async function* pages(objects: Objects): AsyncGenerator<{key: string}[]> {
  let page: {key: string}[] = []
  for await (const {key} of objects) {
    page.push({key})
    if (page.length < PAGE) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}
