import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {ImageBuildResult} from '../results.js'
import {runImages} from '../run-images.js'
import {selectImages} from '../select-nodes.js'
import type {Settings} from '../settings.js'
import {buildImage} from '../steps/build-image.js'
import {assertBasePlatforms, assertPinnedBases, imagesNamed, surveyImages} from '../survey-images.js'

export interface BuildImagesInput {
  /** Only these images; all without it. */
  readonly images?: readonly string[] | undefined
}

/** Builds the images on the Docker engine and leaves them there as `<app>-<stage>/<image>:<hash>`. Needs no account. */
export async function buildImages<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: BuildImagesInput,
  ctx: Context,
): Promise<ImageBuildResult> {
  const names = selectImages(app, input.images)
  await assertPinnedBases(app, settings)
  const images = await imagesNamed(names, surveyImages(app, settings, ctx))
  await assertBasePlatforms(images, ctx)

  return runImages(
    {verb: 'build', app, settings, images},
    async (image) => {
      const {name, tag, bases} = image
      ctx.host.notify({type: 'node.started', node: {kind: 'image', name}, action: 'build'})
      const {id} = await buildImage({image, reference: `${app.name}-${settings.stage}/${name}:${tag}`}, ctx)
      return {name, tag, id, built: true, pushed: false, bases: bases.map(({use}) => use)}
    },
    ctx,
  )
}
