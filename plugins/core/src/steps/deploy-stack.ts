import type {ChangeSet, Context, Stack, Tag} from '../context.js'
import {followFailure} from '../diagnosis/follow-failure.js'
import {placed} from '../diagnosis/placed.js'
import {cancelled, StackError} from '../errors.js'
import type {DataLoss, StackResourceEvent} from '../events.js'
import {lossesOfRemains} from '../losses-of-remains.js'
import {lossesOfRollout} from '../losses-of-rollout.js'
import {isKnown, isUnchanged, type ResolvedParameters} from '../parameters.js'
import type {ResourceChange} from '../plan-result.js'
import {changeRefused} from '../planning/refuse-changes.js'
import {type FailOn, refusedInStack} from '../planning/refused-changes.js'
import {toResourceChange} from '../planning/to-resource-change.js'
import {actionFor, isBusy} from '../stack-state.js'
import type {SurveyedStack} from '../survey.js'
import {lossesOfChanges} from '../template/data-loss.js'
import {parseTemplate} from '../template/parse-template.js'
import {deleteEmptied} from './delete-emptied.js'
import {deleteRemovedProfiles} from './delete-removed-profiles.js'
import {followOperation} from './follow-operation.js'
import {restoreStack} from './restore-stack.js'
import {stackFailed} from './stack-failed.js'

export interface DeployStackInput {
  readonly app: string
  readonly surveyed: SurveyedStack
  /** All known by now. */
  readonly parameters: ResolvedParameters
  readonly tags: readonly Tag[]
  /** Losses that the user has agreed to, or `all`. */
  readonly agreed: readonly DataLoss[] | 'all'
  /** What its change set may not do. */
  readonly failOn: readonly FailOn[]
  /** Logical ids that a failed rollback leaves as they are. */
  readonly skip: readonly string[]
  /** `false`: ends when CloudFormation has begun. */
  readonly wait: boolean
  /** Called when something is going to change, before it begins. */
  readonly prepare: (surveyed: SurveyedStack) => Promise<void>
}

export interface DeployedStackState {
  readonly changed: boolean
  readonly stack: Stack
}

/** Brings one stack to its template. Doing it twice changes nothing the second time. */
export async function deployStack(input: DeployStackInput, ctx: Context): Promise<DeployedStackState> {
  const {app, surveyed, parameters, tags, skip} = input
  const {name, part, deployed, text} = surveyed
  const action = actionFor(deployed?.stack)
  if (deployed && action === 'update' && isUnchanged({...surveyed, parameters, tags}, deployed))
    return {changed: false, stack: deployed.stack}

  if (deployed && action === 'recreate') {
    refuseNewChanges([], input)
    const losses = await lossesOfRemains(surveyed, ctx)
    refuseNewLosses(losses, input)
    await deleteEmptied({app, part, stack: deployed.stack, losses}, ctx)
  }
  if (deployed && action === 'restore') {
    const stack = await restoreStack({app, part, stack: deployed.stack, skip}, ctx)
    const restored = {...surveyed, deployed: {stack, text: await ctx.cloudFormation.template(name)}}
    return {...(await deployStack({...input, surveyed: restored}, ctx)), changed: true}
  }
  const type = action === 'update' ? 'UPDATE' : 'CREATE'
  const request = {stack: name, type, template: text, parameters: valuesOf(parameters), tags} as const
  const changeSet = await placed(ctx.cloudFormation.createChangeSet(request, ctx.signal), surveyed)
  if (changeSet.empty && deployed) return {changed: false, stack: deployed.stack}

  try {
    refuseNewChanges(changeSet.changes.map(toResourceChange), input)
    refuseNewLosses(await lossesIn(changeSet, surveyed, ctx), input)
    await input.prepare(surveyed)
  } catch (error) {
    await ctx.cloudFormation.deleteChangeSet(changeSet)
    throw error
  }
  const failure = followFailure({app, stack: name, template: surveyed}, ctx)
  const events = failure.watch(ctx.cloudFormation.execute(changeSet, ctx))
  const operation = {app, node: {kind: 'stack', name: part}, stack: name, stackId: changeSet.stackId} as const
  const failures = await followOperation(operation, input.wait ? events : untilBegun(events), ctx)
  // Events tell the story; only the stack itself says how it ended.
  const stack = await ctx.cloudFormation.describe(changeSet.stackId, ctx.leave)
  if (stack && !input.wait && isBusy(stack)) return {changed: true, stack}
  if (stack?.status !== 'CREATE_COMPLETE' && stack?.status !== 'UPDATE_COMPLETE') {
    if (ctx.signal.aborted) throw cancelledAt(stack, ctx)
    if (failures.length === 0 && (!stack || isBusy(stack))) throw overtaken(input, stack)
    throw stackFailed({app, stack: name, now: stack, cause: await failure.cause(failures, stack?.statusReason)})
  }
  const left = deployed ? await deleteRemovedProfiles({part, before: deployed, failures}, ctx) : failures
  warnOfLeftovers(surveyed.name, left, ctx)
  return {changed: true, stack}
}

async function* untilBegun(events: AsyncIterable<StackResourceEvent>): AsyncGenerator<StackResourceEvent> {
  for await (const event of events) {
    yield event
    return
  }
}

/** Nothing of ours failed: another operation has begun, or come to its end, since ours was done. */
function overtaken({app, surveyed: {name}}: DeployStackInput, stack: Stack | undefined): StackError {
  const message = stack
    ? `${name} was deployed, but is ${stack.status} now: another operation has begun since`
    : `${name} is gone: somebody else has deleted it`
  return new StackError('STACK_FAILED', message, {
    details: {stack: name, status: stack?.status ?? 'DELETE_COMPLETE'},
    suggestions: [stack ? `aws-stack ${app}:attach` : `aws-stack ${app}:deploy`],
  })
}

/** It was cancelled, and this is how it ended: a creation is gone, an update rolled back. */
function cancelledAt(stack: Stack | undefined, {signal}: Context): StackError {
  const {code, message, details} = cancelled(signal)
  return new StackError(code, message, {details: {...details, status: stack?.status ?? 'DELETE_COMPLETE'}})
}

/** What an update has replaced or removed and could not delete stays behind, billed and in no stack. */
function warnOfLeftovers(stack: string, failures: readonly StackResourceEvent[], {host}: Context): void {
  for (const {logicalId, physicalId, reason = 'no reason given'} of failures.filter(
    ({status}) => status === 'DELETE_FAILED',
  )) {
    const message = `${stack} no longer has ${physicalId ?? logicalId}, but it could not be deleted and is left behind: ${reason}`
    host.notify({type: 'warning', code: 'RESOURCE_LEFT_BEHIND', message})
  }
}

function valuesOf(parameters: ResolvedParameters): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, resolved]) => {
      if (!isKnown(resolved)) throw new Error(`${name} is not known after ${resolved.after}`)
      return [name, resolved.value]
    }),
  )
}

async function lossesIn({changes}: ChangeSet, surveyed: SurveyedStack, ctx: Context): Promise<DataLoss[]> {
  const {deployed, file, part, notes} = surveyed
  if (!deployed?.text) return []
  return [
    ...lossesOfChanges(changes, {part, template: parseTemplate(deployed.text, file), notes}),
    ...(await lossesOfRollout(surveyed, {changes: changes.map(toResourceChange)}, ctx)),
  ]
}

/** The plan had none of these: a value was not known yet, or somebody else has been here since. */
function refuseNewChanges(changes: readonly ResourceChange[], {app, surveyed, failOn}: DeployStackInput): void {
  const {part, name, deployed} = surveyed
  const action = actionFor(deployed?.stack)
  const refused = refusedInStack({part, action, ...(deployed && {status: deployed.stack.status}), changes}, failOn)
  if (refused.length === 0) return
  const suggestions = [`aws-stack ${app}:plan`]
  throw changeRefused(`${name} was left as it is`, refused, {failOn, suggestions, details: {stack: name}})
}

/** Values that were not known in the plan, or what another run has left, may bring a loss that nobody has agreed to. */
function refuseNewLosses(losses: readonly DataLoss[], {app, surveyed, agreed}: DeployStackInput): void {
  const isAgreed = ({part, logicalId}: DataLoss) =>
    agreed === 'all' || agreed.some((known) => known.part === part && known.logicalId === logicalId)
  const fresh = losses.filter((loss) => loss.grave && !isAgreed(loss))
  if (fresh.length === 0) return
  const list = fresh.map(({logicalId, reason}) => `${logicalId} ${reason}`).join('; ')
  throw new StackError('DATA_LOSS', `${surveyed.name} would lose data that the plan could not foresee: ${list}`, {
    details: {losses: fresh},
    suggestions: [`aws-stack ${app}:plan`, `aws-stack ${app}:deploy --force`],
  })
}
