import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {ImageBuildResult} from '../results.js'
import type {Settings} from '../settings.js'

export interface BuildImagesInput {
  /** Only these images; all without it. */
  readonly images?: readonly string[]
}

export async function buildImages<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: BuildImagesInput,
  ctx: Context,
): Promise<ImageBuildResult> {
  throw new Error(`not written yet ${app.name} ${settings.stage} ${JSON.stringify(input)} ${ctx.region}`)
}
