import type {AppOutline} from '../app.js'
import type {Context} from '../context.js'
import type {DataLoss} from '../events.js'
import type {Graph} from '../graph.js'
import type {PlanResult, TracesPlan} from '../plan-result.js'
import type {Survey} from '../survey.js'
import {isSameKey} from './is-same-key.js'

/** Adds to a plan what becomes of X-Ray's one setting, where a part of this run brings the key for it. */
export async function planTraces(
  plan: PlanResult,
  {stacks: definitions}: AppOutline,
  {stacks}: Survey,
  graph: Graph,
  ctx: Pick<Context, 'traces'>,
): Promise<PlanResult> {
  const definition = definitions.find(({part, traceKey}) => traceKey !== undefined && graph.has(`stack ${part}`))
  if (definition?.traceKey === undefined) return plan
  const {part, traceKey} = definition
  const own = stacks.get(part)?.deployed?.stack.outputs[traceKey]
  const {key: now} = await ctx.traces.encryption()
  const isOurs = now !== undefined && own !== undefined && isSameKey(now, own)
  const traces: TracesPlan = {part, action: isOurs ? 'none' : 'encrypt', ...(own && {key: own}), ...(now && {now})}
  return {
    ...plan,
    changed: plan.changed || traces.action !== 'none',
    traces,
    losses: [...plan.losses, ...(now === undefined || isOurs ? [] : [displaced(part, now)])],
  }
}

/** Nothing is gone as long as the key is there, but somebody else has set it, for the same account and region: two that never ask would change it for ever. */
function displaced(part: string, key: string): DataLoss {
  return {
    part,
    logicalId: 'TraceEncryption',
    resourceType: 'AWS::XRay::EncryptionConfig',
    physicalId: key,
    grave: true,
    reason: "is another stage's or somebody else's setting for the whole account and region, and is replaced",
  }
}
