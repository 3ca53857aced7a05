import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {PlanResult} from '../plan-result.js'
import {makePlan} from '../planning/make-plan.js'
import {selectNodes, selectParts} from '../select-nodes.js'
import type {Settings} from '../settings.js'
import {survey} from '../survey.js'

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
  selectParts(app, input.parts) // a wrong name, before anything is asked
  ctx.host.notify({type: 'plan.started', app: app.name, stage: settings.stage, region: settings.region})
  const surveyed = await survey(app, settings, ctx)
  const graph = selectNodes(app, surveyed.graph, input.parts)
  const result = await makePlan(app, settings, surveyed, graph, ctx)
  ctx.host.notify({type: 'plan.finished', plan: result})
  return result
}
