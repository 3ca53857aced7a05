import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {DestroyResult} from '../results.js'
import type {Settings} from '../settings.js'

export interface DestroyInput {
  /** The user has agreed already: nobody is asked. */
  readonly yes: boolean
  /** Data may be lost. */
  readonly force: boolean
  readonly parts?: readonly string[]
}

export async function destroy<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: DestroyInput,
  ctx: Context,
): Promise<DestroyResult> {
  throw new Error(`not written yet ${app.name} ${settings.stage} ${JSON.stringify(input)} ${ctx.region}`)
}
