import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {assertNotInUse, type DeployedPart, deletionGraph} from '../deletion-graph.js'
import {StackError} from '../errors.js'
import type {NodeRef} from '../events.js'
import type {Graph} from '../graph.js'
import {partOff, wantedApp} from '../optional-parts.js'
import type {PlanResult, StackPlan} from '../plan-result.js'
import {selectParts} from '../select-nodes.js'
import type {Settings} from '../settings.js'
import {type Survey, survey} from '../survey.js'
import {planTraces} from '../traces/plan-traces.js'
import {withMembers} from '../with-members.js'
import {findOrphans, type Orphan} from './find-orphans.js'
import {type MadePlan, makePlan} from './make-plan.js'

const ATTEMPTS = 5

export interface PlannedApp {
  readonly surveyed: Survey
  /** To be deleted. */
  readonly orphans: readonly Orphan[]
  /** The nodes asked for, deletions last. */
  readonly graph: Graph
  readonly plan: PlanResult
  /** By profile. */
  readonly configs: MadePlan['configs']
}

/** Looks at what is deployed and plans the parts asked for. All that `plan` does, and the first half of `deploy`. */
export async function planApp<Config, Facts>(
  definition: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  asked: readonly string[] | undefined,
  ctx: Context,
): Promise<PlannedApp> {
  const app = await withMembers(definition, settings, ctx)
  const parts = selectParts(app, asked) // a wrong name, before anything else is asked
  const wanted = wantedApp(app, settings)
  const off = app.stacks.map(({part}) => part).filter((part) => !wanted.stacks.some((stack) => stack.part === part))
  const looksForOrphans = off.some((part) => parts.includes(part))
  ctx.host.notify({type: 'plan.started', app: app.name, stage: settings.stage, region: settings.region})
  for (let attempt = 1; ; attempt += 1) {
    const [surveyed, left] = await inAccount(settings, ctx, () =>
      Promise.all([survey(wanted, settings, parts, ctx), looksForOrphans ? findOrphans(app, settings, off, ctx) : []]),
    )
    const orphans = left.filter(({part}) => parts.includes(part))
    const missing = asked?.find((part) => off.includes(part) && !orphans.some((orphan) => orphan.part === part))
    if (missing !== undefined) throw partOff(app, missing)
    const graph = surveyed.selected
    assertNotInUse(`${app.name}:deploy`, orphans, [...stayingAsTheyAre(wanted, surveyed, graph), ...left])
    try {
      const made = await makePlan(wanted, settings, surveyed, graph, ctx)
      const {configs} = made
      const plan = await planTraces(withDeletions(made.plan, orphans), wanted, surveyed, graph, ctx)
      ctx.host.notify({type: 'plan.finished', plan})
      return {surveyed, orphans, graph: withDeletionNodes(withoutIdle(graph, configs), orphans), plan, configs}
    } catch (error) {
      // Another run began between the look and the change set: the next look waits for its end.
      if (!StackError.is(error) || error.code !== 'BUSY' || attempt === ATTEMPTS) throw error
    }
  }
}

/** What takes of an orphan and is updated in this run takes it no more. */
function stayingAsTheyAre<Config, Facts>(
  {stacks}: AppDefinition<Config, Facts>,
  surveyed: Survey,
  graph: Graph,
): DeployedPart[] {
  return stacks.flatMap(({part, after = []}) => {
    const stack = surveyed.stacks.get(part)?.deployed?.stack
    return stack && !graph.has(`stack ${part}`) ? [{part, after, stack}] : []
  })
}

function withDeletions(plan: PlanResult, orphans: readonly Orphan[]): PlanResult {
  const deletions = orphans.toReversed().map(({part, stack, removed}): StackPlan => ({
    part,
    name: stack.name,
    action: 'delete',
    status: stack.status,
    changes: removed,
    unknown: {},
  }))
  return {
    ...plan,
    changed: plan.changed || orphans.length > 0,
    stacks: [...plan.stacks, ...deletions],
    losses: [...plan.losses, ...orphans.flatMap(({losses}) => losses)],
  }
}

/** A configuration that is where it belongs is nobody's work: of a thousand most are. */
function withoutIdle(graph: Graph, configs: MadePlan['configs']): Graph {
  const isIdle = ({kind, name}: NodeRef) => kind === 'config' && configs.get(name)?.plan.action !== 'release'
  return new Map([...graph].filter(([, {ref}]) => !isIdle(ref)))
}

/** First all that stays takes its new form; what nobody takes of any more goes after it. */
function withDeletionNodes(graph: Graph, orphans: readonly Orphan[]): Graph {
  const deletions = [...deletionGraph(orphans)].map(
    ([key, {ref, needs}]) => [key, {ref, needs: [...graph.keys(), ...needs]}] as const,
  )
  return new Map([...graph, ...deletions])
}
