import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {StatusResult} from '../results.js'
import type {Settings} from '../settings.js'

export interface StatusInput {
  readonly parts?: readonly string[]
}

export async function status<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: StatusInput,
  ctx: Context,
): Promise<StatusResult> {
  throw new Error(`not written yet ${app.name} ${settings.stage} ${JSON.stringify(input)} ${ctx.region}`)
}
