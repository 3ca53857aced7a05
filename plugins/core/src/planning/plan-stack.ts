import type {Context, Tag} from '../context.js'
import type {DataLoss} from '../events.js'
import {isKnown, isUnchanged, type Known, type ResolvedParameters, type Unknown} from '../parameters.js'
import type {ResourceChange, StackPlan} from '../plan-result.js'
import {actionFor} from '../stack-state.js'
import type {DeployedState, SurveyedStack} from '../survey.js'
import {lossesOfChanges} from '../template/data-loss.js'
import {dependantsOf} from '../template/dependants.js'
import {parseTemplate} from '../template/parse-template.js'
import {creationChanges, templateChanges} from './approximate-changes.js'
import {toResourceChange} from './to-resource-change.js'

export interface PlanStackInput {
  readonly surveyed: SurveyedStack
  readonly parameters: ResolvedParameters
  readonly tags: readonly Tag[]
}

export interface PlannedStack {
  readonly plan: StackPlan
  readonly losses: readonly DataLoss[]
}

/** What a deploy would do to one stack. A change set that is made to find out is deleted before this returns. */
export async function planStack({surveyed, parameters, tags}: PlanStackInput, ctx: Context): Promise<PlannedStack> {
  const {part, name, deployed, template, text} = surveyed
  const action = actionFor(deployed?.stack)
  const unknown = Object.fromEntries(
    Object.entries(parameters).flatMap(([key, value]) => (isKnown(value) ? [] : [[key, value.after]])),
  )
  const plan = {part, name, action, ...(deployed && {status: deployed.stack.status}), unknown}

  if (action !== 'update' || !deployed)
    return {plan: {...plan, changes: creationChanges(template, parameters)}, losses: []}
  if (isUnchanged({text, template, parameters, tags}, deployed))
    return {plan: {...plan, action: 'none', changes: []}, losses: []}

  return planUpdate({surveyed, parameters, tags}, deployed, plan, ctx)
}

async function planUpdate(
  {surveyed, parameters, tags}: PlanStackInput,
  deployed: DeployedState,
  plan: Omit<StackPlan, 'changes'>,
  ctx: Context,
): Promise<PlannedStack> {
  const current = parseTemplate(deployed.text, `the deployed template of ${surveyed.name}`)
  const scope = {part: surveyed.part, template: current, notes: surveyed.notes}
  const unforeseeable = Object.keys(plan.unknown).filter((name) => !(name in deployed.stack.parameters))
  if (unforeseeable.length > 0) {
    const changes = withDependants(templateChanges(current, surveyed.template, parameters), surveyed, plan.unknown)
    const removals = changes
      .filter(({action}) => action === 'remove')
      .map((change) => ({...change, action: 'Remove' as const, details: []}))
    const approximate = `told from the templates alone: ${unforeseeable.join(', ')} is new and not known yet`
    return {plan: {...plan, changes, approximate}, losses: lossesOfChanges(removals, scope)}
  }

  const values = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, isKnown(value) ? value.value : undefined]),
  )
  const changeSet = await ctx.cloudFormation.createChangeSet(
    {stack: surveyed.name, type: 'UPDATE', template: surveyed.text, parameters: values, tags},
    ctx.signal,
  )
  if (!changeSet.empty) await ctx.cloudFormation.deleteChangeSet(changeSet)

  const changes = withDependants(changeSet.changes.map(toResourceChange), surveyed, plan.unknown)
  const action = changeSet.empty && changes.length === 0 ? 'none' : plan.action
  return {plan: {...plan, action, changes}, losses: lossesOfChanges(changeSet.changes, scope)}
}

/** Adds what depends on a value that is not known yet and does not change for another reason. */
function withDependants(
  changes: ResourceChange[],
  {template}: SurveyedStack,
  unknown: StackPlan['unknown'],
): ResourceChange[] {
  const listed = new Set(changes.map(({logicalId}) => logicalId))
  const dependants = Object.entries(unknown).flatMap(([parameter, knownAfter]) =>
    [...dependantsOf(template, [parameter])].map((logicalId) => ({logicalId, knownAfter})),
  )
  for (const {logicalId, knownAfter} of dependants) {
    if (listed.has(logicalId)) continue
    listed.add(logicalId)
    changes = [
      ...changes,
      {
        logicalId,
        type: template.resources.get(logicalId)?.type ?? '',
        action: 'may-change',
        properties: [],
        knownAfter,
      },
    ]
  }
  return changes
}

/** The value of an output after the planned changes, as far as it can be told now. */
export function plannedOutput(
  {plan}: PlannedStack,
  {deployed, template, part}: SurveyedStack,
  name: string,
): Known | Unknown {
  const value = deployed?.stack.outputs[name]
  if (value === undefined || plan.action === 'create' || plan.action === 'recreate') return {after: part}
  const moving = new Set([
    ...Object.keys(plan.unknown),
    ...plan.changes
      .filter(({action, replacement}) => action === 'add' || (replacement ?? 'False') !== 'False')
      .map(({logicalId}) => logicalId),
  ])
  return [...(template.outputs.get(name) ?? [])].some((reference) => moving.has(reference)) ? {after: part} : {value}
}
