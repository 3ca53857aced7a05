import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {PlanResult} from '../plan-result.js'
import {planApp} from '../planning/plan-app.js'
import type {Settings} from '../settings.js'

export interface PlanInput {
  /** Only these parts; all without it. */
  readonly parts?: readonly string[] | undefined
}

/** What a deploy would change. Changes nothing, and leaves nothing behind in the account. */
export async function plan<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: PlanInput,
  ctx: Context,
): Promise<PlanResult> {
  const {plan} = await planApp(app, settings, input.parts, ctx)
  return plan
}
