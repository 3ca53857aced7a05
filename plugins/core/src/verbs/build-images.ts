import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {imageGraph} from '../graph.js'
import type {ImageBuildResult} from '../results.js'
import {runGraph} from '../run-graph.js'
import {selectImages} from '../select-nodes.js'
import type {Settings} from '../settings.js'
import {buildImage} from '../steps/build-image.js'
import {surveyImageSources} from '../survey.js'

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
  const began = Date.now()
  const names = selectImages(app, input.images)
  const sources = await surveyImageSources(app, settings)
  const graph = imageGraph(names)
  const images: ImageBuildResult['images'] = []
  ctx.host.notify({
    type: 'run.started',
    verb: 'build',
    app: app.name,
    stage: settings.stage,
    nodes: [...graph.values()].map(({ref}) => ref),
  })
  await runGraph(
    graph,
    async ({ref}) => {
      const image = sources.get(ref.name)
      if (!image) return
      const started = Date.now()
      ctx.host.notify({type: 'node.started', node: ref, action: 'build'})
      const {id} = await buildImage({image, reference: `${app.name}-${settings.stage}/${image.name}:${image.tag}`}, ctx)
      images.push({name: image.name, tag: image.tag, id, built: true, pushed: false})
      ctx.host.notify({type: 'node.finished', node: ref, changed: true, ms: Date.now() - started})
    },
    ctx,
  )
  return {
    app: app.name,
    stage: settings.stage,
    region: settings.region,
    changed: true,
    images,
    durationMs: Date.now() - began,
  }
}
