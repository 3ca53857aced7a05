import type {AppOutline} from './app.js'
import type {Context} from './context.js'
import {flatGraph, nodesOf} from './graph.js'
import type {ImageBuildResult} from './results.js'
import {runGraph} from './run-graph.js'
import type {Settings} from './settings.js'
import type {SurveyedImage} from './survey-images.js'

export type MadeImage = ImageBuildResult['images'][number]

export interface ImageRun {
  readonly verb: 'build' | 'push'
  readonly app: AppOutline
  readonly settings: Settings
  readonly images: readonly SurveyedImage[]
}

/** Makes images side by side, without their stacks. */
export async function runImages(
  {verb, app, settings, images}: ImageRun,
  make: (image: SurveyedImage) => Promise<MadeImage>,
  ctx: Context,
): Promise<ImageBuildResult> {
  const began = Date.now()
  const {stage, region} = settings
  const graph = flatGraph(
    'image',
    images.map(({name}) => name),
  )
  const made = new Map<string, MadeImage>()

  ctx.host.notify({type: 'run.started', verb, app: app.name, stage, nodes: nodesOf(graph)})
  await runGraph(
    graph,
    async ({ref}) => {
      const started = Date.now()
      const image = await make(images.find(({name}) => name === ref.name) as SurveyedImage)
      made.set(image.name, image)
      ctx.host.notify({type: 'node.finished', node: ref, changed: image.built, ms: Date.now() - started})
    },
    ctx,
  )

  const inOrder = images.flatMap(({name}) => made.get(name) ?? [])
  const changed = inOrder.some(({built, pushed}) => (verb === 'push' ? pushed : built))
  return {app: app.name, stage, region, changed, images: inOrder, durationMs: Date.now() - began}
}
