import {createHash} from 'node:crypto'

import type {LayerChoice} from '../app.js'
import type {Context} from '../context.js'
import {isCancelled, StackError} from '../errors.js'
import {type LayerAsked, layerNotFound, orAnother, seeLayer} from './layer-not-found.js'

export interface ResolvedLayer {
  readonly arn: string
  /** The folder of the context where it goes. */
  readonly path: string
  /** Lambda's `CodeSha256` of its zip, in base64. */
  readonly identity: string
}

/**
 * What a version of a layer is: one GetLayerVersionByArn, no download. Where Lambda cannot be asked or does not let us, what an earlier run
 * learned is taken, with a warning: a version never changes. Throws `LAYER_NOT_FOUND`, and what Lambda failed with.
 */
export async function resolveLayer({arn, folder, setting}: LayerChoice, ctx: Context): Promise<ResolvedLayer> {
  const remembered = `layers/${createHash('sha256').update(arn).digest('hex')}.arn`
  let found
  try {
    found = await ctx.functions.layer(arn, ctx.signal)
  } catch (error) {
    if (!StackError.is(error) || isCancelled(error)) throw error
    const before = (await ctx.downloads.kept(remembered))?.toString()
    if (before === undefined) throw hinted(error, {arn, setting})
    const message = `${error.message}; the layer ${arn} is taken as it was known before`
    ctx.host.notify({type: 'warning', code: 'LAYER_AS_KNOWN', message})
    return {arn, path: folder, identity: before}
  }
  if (!found) throw layerNotFound({arn, setting})
  await ctx.downloads.keep(remembered, found.codeSha256)
  return {arn, path: folder, identity: found.codeSha256}
}

/** The same failure, with what else can be done. */
function hinted({code, message, details, blame, cause, suggestions}: StackError, layer: LayerAsked): StackError {
  return new StackError(code, `${message}; it is asked for the layer ${layer.arn}${orAnother(layer)}`, {
    details: {...details, arn: layer.arn},
    blame,
    cause,
    suggestions: [seeLayer(layer), ...suggestions],
  })
}
