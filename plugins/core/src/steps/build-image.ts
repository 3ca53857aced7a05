import type {Context, RegistryAuthorization} from '../context.js'
import type {BuiltImage} from '../ports/docker.js'
import {fetchLayer} from '../layers/fetch-layer.js'
import type {SurveyedImage} from '../survey-images.js'

export interface BuildImageInput {
  readonly image: SurveyedImage
  /** `name:tag` to give it. */
  readonly reference: string
  /** For a base image in the registry that it is pushed to. */
  readonly authorization?: RegistryAuthorization
}

/** Builds one image; the engine's cache makes the second time short. */
export async function buildImage(
  {image, reference, authorization}: BuildImageInput,
  ctx: Context,
): Promise<BuiltImage> {
  const node = {kind: 'image', name: image.name} as const
  const {layers = [], ...source} = image.source
  const added = await Promise.all(layers.map((layer) => fetchLayer(layer, ctx)))
  return ctx.docker.build(
    {...source, tag: reference, ...(added.length > 0 && {added}), ...(authorization && {authorization})},
    (progress) => ctx.host.notify({type: 'image.progress', node, progress}),
    ctx.signal,
  )
}
