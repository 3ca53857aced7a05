import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {Graph} from '../graph.js'
import type {PlanResult} from '../plan-result.js'
import {selectNodes, selectParts} from '../select-nodes.js'
import type {Settings} from '../settings.js'
import {type Survey, survey} from '../survey.js'
import {makePlan} from './make-plan.js'

const ATTEMPTS = 5

export interface PlannedApp {
  readonly surveyed: Survey
  /** The nodes asked for. */
  readonly graph: Graph
  readonly plan: PlanResult
}

/** Looks at what is deployed and plans the parts asked for. All that `plan` does, and the first half of `deploy`. */
export async function planApp<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  parts: readonly string[] | undefined,
  ctx: Context,
): Promise<PlannedApp> {
  selectParts(app, parts) // a wrong name, before anything is asked
  ctx.host.notify({type: 'plan.started', app: app.name, stage: settings.stage, region: settings.region})
  for (let attempt = 1; ; attempt += 1) {
    const surveyed = await inAccount(settings, ctx, () => survey(app, settings, ctx))
    const graph = selectNodes(app, surveyed.graph, parts)
    try {
      const plan = await makePlan(app, settings, surveyed, graph, ctx)
      ctx.host.notify({type: 'plan.finished', plan})
      return {surveyed, graph, plan}
    } catch (error) {
      // Another run began between the look and the change set: the next look waits for its end.
      if (!StackError.is(error) || error.code !== 'BUSY' || attempt === ATTEMPTS) throw error
    }
  }
}
