import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {DeployResult} from '../results.js'
import type {Settings} from '../settings.js'

export interface DeployInput {
  /** The user has agreed already: nobody is asked. */
  readonly yes: boolean
  /** Data may be lost. */
  readonly force: boolean
  readonly parts?: readonly string[]
}

export async function deploy<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: DeployInput,
  ctx: Context,
): Promise<DeployResult> {
  throw new Error(`not written yet ${app.name} ${settings.stage} ${JSON.stringify(input)} ${ctx.region}`)
}
