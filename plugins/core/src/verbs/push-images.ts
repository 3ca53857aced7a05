import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {repositoriesOf} from '../repositories.js'
import {repositoryName} from '../repository-name.js'
import type {ImageBuildResult} from '../results.js'
import {runImages} from '../run-images.js'
import {selectImages} from '../select-nodes.js'
import type {Settings} from '../settings.js'
import {buildImage} from '../steps/build-image.js'
import {pushImage} from '../steps/push-image.js'
import {assertBasePlatforms, assertPinnedBases, imagesNamed, surveyImages} from '../survey-images.js'

export interface PushImagesInput {
  /** Only these images; all without it. */
  readonly images?: readonly string[] | undefined
}

/** Builds and pushes what the repositories do not have yet. Stacks are left alone: a deploy takes the images up. */
export async function pushImages<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: PushImagesInput,
  ctx: Context,
): Promise<ImageBuildResult> {
  const names = selectImages(app, input.images)
  await assertPinnedBases(app, settings)
  const sources = surveyImages(app, settings, ctx)
  const repositories = await inAccount(settings, ctx, () => repositoriesOf(app, settings, names, ctx))
  const images = await imagesNamed(names, sources)

  return runImages(
    {verb: 'push', app, settings, images},
    async (image) => {
      const {name, tag} = image
      const bases = image.bases.map(({use}) => use)
      const repository = repositories.get(name) ?? ''
      const [found] = (await ctx.ecr.find(repositoryName(repository), [tag])) ?? []
      if (found) {
        const {digest} = found
        return {name, tag, uri: `${repository}@${digest}`, digest, built: false, pushed: false, bases}
      }
      await assertBasePlatforms([image], ctx)

      ctx.host.notify({type: 'node.started', node: {kind: 'image', name}, action: 'push'})
      const authorization = await ctx.ecr.authorization()
      const {id} = await buildImage({image, reference: `${repository}:${tag}`, authorization}, ctx)
      return {name, tag, id, built: true, ...(await pushImage({name, repository, tag}, ctx)), bases}
    },
    ctx,
  )
}
