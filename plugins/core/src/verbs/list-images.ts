import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {ImageListResult} from '../results.js'
import type {Settings} from '../settings.js'

export interface ListImagesInput {
  readonly images?: readonly string[]
}

export async function listImages<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: ListImagesInput,
  ctx: Context,
): Promise<ImageListResult> {
  throw new Error(`not written yet ${app.name} ${settings.stage} ${JSON.stringify(input)} ${ctx.region}`)
}
