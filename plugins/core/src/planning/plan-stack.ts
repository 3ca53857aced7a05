import type {Context, Tag} from '../context.js'
import {placed} from '../diagnosis/placed.js'
import type {DataLoss} from '../events.js'
import {isKnown, isUnchanged, type Known, type ResolvedParameters, type Unknown} from '../parameters.js'
import type {ResourceChange, StackPlan} from '../plan-result.js'
import {actionFor} from '../stack-state.js'
import type {DeployedState, SurveyedStack} from '../survey.js'
import {lossesOfRemains} from '../losses-of-remains.js'
import {lossesOfRollout} from '../losses-of-rollout.js'
import {lossesOfChanges} from '../template/data-loss.js'
import {dependantsOf} from '../template/dependants.js'
import {parseTemplate} from '../template/parse-template.js'
import {creationChanges, existing, templateChanges} from './approximate-changes.js'
import {hideSecrets} from './hide-secrets.js'
import {toResourceChange} from './to-resource-change.js'

export interface PlanStackInput {
  readonly surveyed: SurveyedStack
  readonly parameters: ResolvedParameters
  readonly tags: readonly Tag[]
}

export interface PlannedStack {
  readonly plan: StackPlan
  readonly losses: readonly DataLoss[]
  /** Parameters that have, or may have, another value than now. */
  readonly moved: readonly string[]
}

/** What a deploy would do to one stack. A change set that is made to find out is deleted before this returns. */
export async function planStack({surveyed, parameters, tags}: PlanStackInput, ctx: Context): Promise<PlannedStack> {
  const {part, name, deployed, template, text} = surveyed
  const action = actionFor(deployed?.stack)
  const unknown = Object.fromEntries(
    Object.entries(parameters).flatMap(([key, value]) => (isKnown(value) ? [] : [[key, value.after]])),
  )
  const plan = {part, name, action, ...(deployed && {status: deployed.stack.status}), unknown}

  const moved = movedParameters(parameters, deployed)

  if (deployed && action === 'restore')
    return {...(await planRestored({surveyed, parameters}, deployed, plan, ctx)), moved}
  if (action !== 'update' || !deployed) {
    const losses = await lossesOfRemains(surveyed, ctx)
    return {plan: {...plan, changes: creationChanges(template, parameters)}, losses, moved}
  }
  if (isUnchanged({text, template, parameters, tags}, deployed))
    return {plan: {...plan, action: 'none', changes: []}, losses: [], moved: []}

  return {...(await planUpdate({surveyed, parameters, tags}, deployed, plan, ctx)), moved}
}

/** No change set can be made before the rollback has come to its end. */
async function planRestored(
  {surveyed, parameters}: Pick<PlanStackInput, 'surveyed' | 'parameters'>,
  {stack, text}: DeployedState,
  plan: Omit<StackPlan, 'changes'>,
  ctx: Context,
): Promise<Omit<PlannedStack, 'moved'>> {
  const current = parseTemplate(text, `the deployed template of ${surveyed.name}`)
  const now = Object.fromEntries(Object.entries(stack.parameters).map(([name, value]) => [name, {value}]))
  const told = templateChanges({template: current, parameters: now}, {template: surveyed.template, parameters})
  const changes = withDependants(told, surveyed, parameters)
  const losses = lossesOfChanges(removalsAmong(changes), {
    part: surveyed.part,
    template: current,
    notes: surveyed.notes,
  })
  return {
    plan: {...plan, changes, approximate: `CloudFormation takes no change set while it is ${stack.status}`},
    losses: [...losses, ...(await lossesOfRollout(surveyed, {changes, approximate: true}, ctx))],
  }
}

function removalsAmong(changes: readonly ResourceChange[]) {
  return changes
    .filter(({action}) => action === 'remove')
    .map((change) => ({...change, action: 'Remove' as const, details: []}))
}

async function planUpdate(
  {surveyed, parameters, tags}: PlanStackInput,
  deployed: DeployedState,
  plan: Omit<StackPlan, 'changes'>,
  ctx: Context,
): Promise<Omit<PlannedStack, 'moved'>> {
  const current = parseTemplate(deployed.text, `the deployed template of ${surveyed.name}`)
  const scope = {part: surveyed.part, template: current, notes: surveyed.notes}
  const unforeseeable = Object.keys(plan.unknown).filter((name) => !(name in deployed.stack.parameters))
  if (unforeseeable.length > 0) {
    const now = Object.fromEntries(Object.entries(deployed.stack.parameters).map(([name, value]) => [name, {value}]))
    const told = templateChanges({template: current, parameters: now}, {template: surveyed.template, parameters})
    const changes = withDependants(told, surveyed, parameters)
    const approximate = `${unforeseeable.join(', ')} is new and not known yet`
    return {
      plan: {...plan, changes: hideSecrets(changes, [current, surveyed.template]), approximate},
      losses: [
        ...lossesOfChanges(removalsAmong(changes), scope),
        ...(await lossesOfRollout(surveyed, {changes, approximate: true}, ctx)),
      ],
    }
  }

  const values = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, isKnown(value) ? value.value : undefined]),
  )
  const creation = ctx.cloudFormation.createChangeSet(
    {stack: surveyed.name, type: 'UPDATE', template: surveyed.text, parameters: values, tags},
    ctx.signal,
  )
  const changeSet = await placed(creation, surveyed)
  if (!changeSet.empty) await ctx.cloudFormation.deleteChangeSet(changeSet)

  const changes = withDependants(changeSet.changes.map(toResourceChange), surveyed, parameters)
  const action = changeSet.empty && changes.length === 0 ? 'none' : plan.action
  const shown = hideSecrets(changes, [current, surveyed.template])
  const losses = [...lossesOfChanges(changeSet.changes, scope), ...(await lossesOfRollout(surveyed, {changes}, ctx))]
  return {plan: {...plan, action, changes: shown}, losses}
}

/** Adds what depends on a value that is not known yet and does not change for another reason. */
function withDependants(
  changes: readonly ResourceChange[],
  {template}: SurveyedStack,
  parameters: ResolvedParameters,
): ResourceChange[] {
  const resources = existing(template, parameters)
  const all = new Map(changes.map((change) => [change.logicalId, change]))
  for (const [parameter, resolved] of Object.entries(parameters)) {
    if (isKnown(resolved)) continue
    for (const logicalId of dependantsOf(template, [parameter])) {
      const type = resources.get(logicalId)?.type
      if (!type || all.has(logicalId)) continue
      all.set(logicalId, {logicalId, type, action: 'may-change', properties: [], knownAfter: resolved.after})
    }
  }
  return [...all.values()]
}

/** The value of an output after the planned changes, as far as it can be told now. */
export function plannedOutput(
  {plan, moved}: PlannedStack,
  {deployed, template, part}: SurveyedStack,
  name: string,
): Known | Unknown {
  const value = deployed?.stack.outputs[name]
  if (!deployed || value === undefined || !['none', 'update'].includes(plan.action)) return {after: part}
  if (plan.action === 'none') return {value}

  const output = template.outputs.get(name)
  const before = parseTemplate(deployed.text, `the deployed template of ${plan.name}`).outputs.get(name)
  const isNew = ({action, replacement = 'False'}: ResourceChange) => action === 'add' || replacement !== 'False'
  const renamed = new Set([...moved, ...plan.changes.filter(isNew).map(({logicalId}) => logicalId)])
  const touched = new Set(plan.changes.map(({logicalId}) => logicalId))
  const mayChange =
    JSON.stringify(output?.definition) !== JSON.stringify(before?.definition) ||
    [...(output?.references ?? [])].some((reference) => renamed.has(reference)) ||
    [...(output?.attributesOf ?? [])].some((owner) => touched.has(owner))
  return mayChange ? {after: part} : {value}
}

/** Parameters whose value is not known yet, or is another one than now. */
function movedParameters(parameters: ResolvedParameters, deployed: DeployedState | undefined): string[] {
  return Object.entries(parameters).flatMap(([name, resolved]) => {
    const same = isKnown(resolved) && (resolved.transient || resolved.value === deployed?.stack.parameters[name])
    return same ? [] : [name]
  })
}
