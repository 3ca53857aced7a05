import {createHash} from 'node:crypto'

import type {Context} from '../context.js'
import type {AddedFolder} from '../docker/build-options.js'
import {isCancelled, StackError} from '../errors.js'
import {layerNotFound} from './layer-not-found.js'
import type {ResolvedLayer} from './resolve-layer.js'
import {unpackZip} from './unpack-zip.js'

const TRIES = 3

/**
 * The files of a layer: from the cache, else downloaded, and in both cases only if the zip has the hash that Lambda told of it. Throws
 * `LAYER_NOT_READABLE`, `LAYER_NOT_FOUND`, and what Lambda failed with.
 */
export async function fetchLayer(layer: ResolvedLayer, ctx: Context): Promise<AddedFolder> {
  const {arn, path, identity} = layer
  const name = `layers/${Buffer.from(identity, 'base64').toString('hex')}.zip`
  const kept = await ctx.downloads.kept(name)
  const zip = kept && hashOf(kept) === identity ? kept : await download(layer, ctx)
  if (zip !== kept) await ctx.downloads.keep(name, zip)
  try {
    return {path, identity, files: unpackZip(zip)}
  } catch (cause) {
    throw notReadable(arn, (cause as Error).message, cause)
  }
}

/** A connection that breaks is no failure yet. Each try has a URL of its own: the last one may have run out. */
async function download({arn, identity}: ResolvedLayer, ctx: Context): Promise<Buffer> {
  let last: unknown
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const version = await ctx.functions.layer(arn, ctx.signal)
    if (!version) throw layerNotFound({arn})
    try {
      const zip = await ctx.downloads.fetch(version.url, version.size, ctx.signal)
      if (hashOf(zip) === identity) return zip
      last = new Error(`the ${zip.length} bytes that came have another hash than Lambda tells`)
    } catch (error) {
      if (!StackError.is(error) || isCancelled(error)) throw error
      last = error
    }
  }
  throw notReadable(arn, (last as Error).message, last)
}

function hashOf(zip: Buffer): string {
  return createHash('sha256').update(zip).digest('base64')
}

function notReadable(arn: string, why: string, cause: unknown): StackError {
  return new StackError('LAYER_NOT_READABLE', `the layer ${arn} cannot be read: ${why}`, {
    blame: 'aws',
    cause,
    details: {arn},
  })
}
