import type {BuiltImage, Context} from '../context.js'
import type {SurveyedImage} from '../survey.js'

export interface BuildImageInput {
  readonly image: SurveyedImage
  /** `name:tag` to give it. */
  readonly reference: string
}

/** Builds one image; the engine's cache makes the second time short. */
export async function buildImage({image, reference}: BuildImageInput, ctx: Context): Promise<BuiltImage> {
  const node = {kind: 'image', name: image.name} as const
  return ctx.docker.build(
    {...image.source, tag: reference},
    (progress) => ctx.host.notify({type: 'image.progress', node, progress}),
    ctx.signal,
  )
}
