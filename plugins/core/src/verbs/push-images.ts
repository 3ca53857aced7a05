import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {imageGraph} from '../graph.js'
import {repositoriesOf} from '../repositories.js'
import {repositoryName} from '../repository-name.js'
import type {ImageBuildResult} from '../results.js'
import {runGraph} from '../run-graph.js'
import {selectImages} from '../select-nodes.js'
import type {Settings} from '../settings.js'
import {buildImage} from '../steps/build-image.js'
import {pushImage} from '../steps/push-image.js'
import {surveyImageSources} from '../survey.js'

export interface PushImagesInput {
  readonly images?: readonly string[] | undefined
}

/** Builds and pushes what the repositories do not have yet. Stacks are left alone: a deploy takes the images up. */
export async function pushImages<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: PushImagesInput,
  ctx: Context,
): Promise<ImageBuildResult> {
  const began = Date.now()
  const names = selectImages(app, input.images)
  const [sources, repositories] = await Promise.all([
    surveyImageSources(app, settings),
    repositoriesOf(app, settings, names, ctx),
  ])
  const graph = imageGraph(names)
  const images: ImageBuildResult['images'] = []
  ctx.host.notify({
    type: 'run.started',
    verb: 'push',
    app: app.name,
    stage: settings.stage,
    nodes: [...graph.values()].map(({ref}) => ref),
  })
  await runGraph(
    graph,
    async ({ref}) => {
      const image = sources.get(ref.name)
      const repository = repositories.get(ref.name)
      if (!image || !repository) return
      const started = Date.now()
      const {name, tag} = image
      const found = (await ctx.ecr.find(repositoryName(repository), [tag]))?.[0]
      if (found)
        images.push({
          name,
          tag,
          uri: `${repository}@${found.digest}`,
          digest: found.digest,
          built: false,
          pushed: false,
        })
      else {
        ctx.host.notify({type: 'node.started', node: ref, action: 'push'})
        const {id} = await buildImage({image, reference: `${repository}:${tag}`}, ctx)
        images.push({name, tag, id, built: true, ...(await pushImage({name, repository, tag}, ctx))})
      }
      ctx.host.notify({type: 'node.finished', node: ref, changed: !found, ms: Date.now() - started})
    },
    ctx,
  )
  return {
    app: app.name,
    stage: settings.stage,
    region: settings.region,
    changed: images.some(({pushed}) => pushed),
    images,
    durationMs: Date.now() - began,
  }
}
