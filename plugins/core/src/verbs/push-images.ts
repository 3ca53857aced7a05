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
import {surveyImageSources} from '../survey.js'

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
  const [sources, repositories] = await Promise.all([
    surveyImageSources(app, settings),
    inAccount(settings, ctx, () => repositoriesOf(app, settings, names, ctx)),
  ])
  const images = names.flatMap((name) => sources.get(name) ?? [])

  return runImages(
    {verb: 'push', app, settings, images},
    async (image) => {
      const {name, tag} = image
      const repository = repositories.get(name) ?? ''
      const [found] = (await ctx.ecr.find(repositoryName(repository), [tag])) ?? []
      if (found)
        return {name, tag, uri: `${repository}@${found.digest}`, digest: found.digest, built: false, pushed: false}

      ctx.host.notify({type: 'node.started', node: {kind: 'image', name}, action: 'push'})
      const authorization = await ctx.ecr.authorization()
      const {id} = await buildImage({image, reference: `${repository}:${tag}`, authorization}, ctx)
      return {name, tag, id, built: true, ...(await pushImage({name, repository, tag}, ctx))}
    },
    ctx,
  )
}
