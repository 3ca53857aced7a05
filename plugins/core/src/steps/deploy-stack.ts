import type {ChangeSet, Context, Stack, Tag} from '../context.js'
import {StackError} from '../errors.js'
import type {DataLoss, NodeRef, StackResourceEvent} from '../events.js'
import {isKnown, isUnchanged, type ResolvedParameters} from '../parameters.js'
import {actionFor} from '../stack-state.js'
import type {SurveyedStack} from '../survey.js'
import {lossesOfChanges} from '../template/data-loss.js'
import {parseTemplate} from '../template/parse-template.js'
import {deleteStack} from './delete-stack.js'
import {stackFailed} from './stack-failed.js'

export interface DeployStackInput {
  readonly app: string
  readonly surveyed: SurveyedStack
  /** All known by now. */
  readonly parameters: ResolvedParameters
  readonly tags: readonly Tag[]
  /** Losses that the user has agreed to, or `all`. */
  readonly agreed: readonly DataLoss[] | 'all'
}

export interface DeployedStackState {
  readonly changed: boolean
  readonly stack: Stack
}

/** Brings one stack to its template. Doing it twice changes nothing the second time. */
export async function deployStack(input: DeployStackInput, ctx: Context): Promise<DeployedStackState> {
  const {app, surveyed, parameters, tags} = input
  const {name, part, deployed, text} = surveyed
  const node = {kind: 'stack', name: part} as const
  const action = actionFor(deployed?.stack)
  if (deployed && action === 'update' && isUnchanged({...surveyed, parameters, tags}, deployed))
    return {changed: false, stack: deployed.stack}

  if (deployed && action === 'recreate') await deleteStack({app, part, stack: deployed.stack}, ctx)
  const type = action === 'update' ? 'UPDATE' : 'CREATE'
  const changeSet = await ctx.cloudFormation.createChangeSet(
    {stack: name, type, template: text, parameters: valuesOf(parameters), tags},
    ctx.signal,
  )
  if (!changeSet.empty) {
    await refuseNewLosses(changeSet, input, ctx)
    await execute(changeSet, {...input, node}, ctx)
  }

  const stack = changeSet.empty && deployed ? deployed.stack : await ctx.cloudFormation.describe(name)
  if (!stack)
    throw new StackError('STACK_STATE', `${name} is gone: somebody deleted it while it was deployed`, {
      blame: 'aws',
      details: {stack: name},
    })
  return {changed: !changeSet.empty, stack}
}

function valuesOf(parameters: ResolvedParameters): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, resolved]) => {
      if (!isKnown(resolved)) throw new Error(`${name} is not known after ${resolved.after}`)
      return [name, resolved.value]
    }),
  )
}

/** Values that were not known in the plan may bring a replacement that nobody has agreed to. */
async function refuseNewLosses(
  changeSet: ChangeSet,
  {app, surveyed, agreed}: DeployStackInput,
  ctx: Context,
): Promise<void> {
  if (agreed === 'all' || !surveyed.deployed?.text) return
  const template = parseTemplate(surveyed.deployed.text, surveyed.file)
  const losses = lossesOfChanges(changeSet.changes, {part: surveyed.part, template, notes: surveyed.notes})
  const fresh = losses.filter(
    ({grave, logicalId}) =>
      grave && !agreed.some((known) => known.part === surveyed.part && known.logicalId === logicalId),
  )
  if (fresh.length === 0) return
  await ctx.cloudFormation.deleteChangeSet(changeSet)
  throw new StackError(
    'DATA_LOSS',
    `${surveyed.name} would lose data that the plan could not foresee: ${fresh.map((loss) => `${loss.logicalId} ${loss.reason}`).join('; ')}`,
    {
      details: {losses: fresh},
      suggestions: [`aws-stack ${app}:plan`, `aws-stack ${app}:deploy --force`],
    },
  )
}

async function execute(
  changeSet: ChangeSet,
  {app, surveyed, node}: DeployStackInput & {node: NodeRef},
  ctx: Context,
): Promise<void> {
  const failures: StackResourceEvent[] = []
  let last: StackResourceEvent | undefined
  for await (const resource of ctx.cloudFormation.execute(changeSet, ctx.signal)) {
    ctx.host.notify({type: 'stack.progress', node, stack: surveyed.name, resource})
    if (resource.status.endsWith('_FAILED')) failures.push(resource)
    last = resource
  }
  // Nothing but the stack's own last word says whether it came to the template.
  if (last?.status !== 'CREATE_COMPLETE' && last?.status !== 'UPDATE_COMPLETE')
    throw stackFailed({app, surveyed, failures, last})
}
