import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {PlanResult} from '../plan-result.js'
import type {Settings} from '../settings.js'

export interface PlanInput {
  /** Only these parts; all without it. */
  readonly parts?: readonly string[]
}

export async function plan<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: PlanInput,
  ctx: Context,
): Promise<PlanResult> {
  throw new Error(`not written yet ${app.name} ${settings.stage} ${JSON.stringify(input)} ${ctx.region}`)
}
