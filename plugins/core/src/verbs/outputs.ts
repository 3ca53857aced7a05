import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {OutputsResult} from '../results.js'
import type {Settings} from '../settings.js'

export interface OutputsInput {
  readonly parts?: readonly string[]
}

export async function outputs<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: OutputsInput,
  ctx: Context,
): Promise<OutputsResult> {
  throw new Error(`not written yet ${app.name} ${settings.stage} ${JSON.stringify(input)} ${ctx.region}`)
}
