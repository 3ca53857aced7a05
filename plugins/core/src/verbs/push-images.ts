import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {ImageBuildResult} from '../results.js'
import type {Settings} from '../settings.js'

export interface PushImagesInput {
  readonly images?: readonly string[]
}

export async function pushImages<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: PushImagesInput,
  ctx: Context,
): Promise<ImageBuildResult> {
  throw new Error(`not written yet ${app.name} ${settings.stage} ${JSON.stringify(input)} ${ctx.region}`)
}
