import {isStackMissing} from '../aws/is-stack-missing.js'
import {beginningOf} from '../aws/request-token.js'
import type {Context, Stack} from '../context.js'
import {isCancelled, StackError} from '../errors.js'
import type {CancelledOperation, NodeRef} from '../events.js'
import {readReleaseNote} from '../releases/describe-release.js'
import {type DeploymentUnderWay, deploymentsUnderWay} from '../releases/deployments-under-way.js'
import {isBusy} from '../stack-state.js'
import {cancelDeployment} from '../steps/cancel-deployment.js'
import {cancelStack} from '../steps/cancel-stack.js'

export interface TidyInput {
  readonly app: string
  readonly stage: string
  /** What the request tokens of the run begin with: `ContextOptions.run`. */
  readonly run: string
}

export interface TidyResult {
  readonly app: string
  readonly stage: string
  readonly region: string
  readonly done: Tidied[]
  /** What goes on at AWS, or could not be looked at: names of stacks. */
  readonly left: string[]
}

/** `discarded`: change sets that nobody will execute, and a stack that only they have made; the others as `cancel` has them. */
export interface Tidied {
  readonly kind: 'stack' | 'config'
  /** Of the stack; of a configuration its profile. */
  readonly name: string
  readonly how: 'discarded' | 'stops-deployment' | 'ended' | CancelledOperation
  /** What it has come to. */
  readonly status: string
}

/**
 * Finishes what a run that was killed has left behind: cancels what still runs of it and waits for the end, deletes its change sets. By the run's
 * own tokens, so another run's work is never touched; needs no definition of the app. `ctx.signal` ends the waiting, and what is left is told.
 */
export async function tidy({app, stage, run}: TidyInput, ctx: Context): Promise<TidyResult> {
  const prefix = `${app}-${stage}-`
  const done: Tidied[] = []
  const left = new Set<string>()
  const unlessFailed = async (name: string, work: () => Promise<Tidied[]>) => {
    try {
      done.push(...(await work()))
    } catch (error) {
      if (!StackError.is(error)) throw error
      left.add(name)
      if (!isCancelled(error)) ctx.host.notify({type: 'warning', code: error.code, message: error.message})
    }
  }

  const names = await ctx.cloudFormation.stackNames(prefix, ctx.signal)
  await Promise.all(
    names.map(async (name) => {
      const node: NodeRef = {kind: 'stack', name: name.slice(prefix.length)}
      await unlessFailed(name, () => tidyStack(name, node, {stage, run}, ctx))
      await unlessFailed(name, () => tidyConfigs(name, run, ctx))
    }),
  )
  return {app, stage, region: ctx.region, done, left: [...left].toSorted()}
}

async function tidyStack(name: string, node: NodeRef, by: Owner, ctx: Context): Promise<Tidied[]> {
  const stack = await ctx.cloudFormation.describe(name)
  if (!stack) return []
  const how = isBusy(stack) && (await isOfRun(stack, by, ctx)) ? await endOperation(stack, node, ctx) : []
  return [...how, ...(await discardChangeSets(stack, by, ctx))]
}

type Owner = Pick<TidyInput, 'stage' | 'run'>

async function isOfRun({id}: Stack, {run}: Owner, ctx: Context): Promise<boolean> {
  const {token} = await ctx.cloudFormation.operation(id)
  return token?.startsWith(run) ?? false
}

async function endOperation({id, name}: Stack, node: NodeRef, ctx: Context): Promise<Tidied[]> {
  const asked = new AbortController()
  // One answer is enough: what has come to rest meanwhile needs no other.
  asked.abort()
  const how = (await cancelStack({node, stackId: id}, asked.signal, ctx)) ?? 'ended'
  for await (const resource of ctx.cloudFormation.follow(id, {history: false}, ctx.signal))
    ctx.host.notify({type: 'stack.progress', node, stack: name, resource})
  const ended = await ctx.cloudFormation.describe(id, ctx.signal)
  return [{kind: 'stack', name, how, status: ended?.status ?? 'DELETE_COMPLETE'}]
}

/** An empty stack in review that was made since this run began is its own too: its change set went first. */
async function discardChangeSets({id, name, createdAt}: Stack, by: Owner, ctx: Context): Promise<Tidied[]> {
  const waiting = await ctx.cloudFormation.waitingChangeSets(id)
  const ours = waiting.filter((changeSet) => changeSet.name.startsWith(by.run))
  for (const changeSet of ours) await ctx.cloudFormation.deleteChangeSet({...changeSet, stackId: id, stack: name})

  const now = await ctx.cloudFormation.describe(id, ctx.signal)
  const isEmpty =
    now?.status === 'REVIEW_IN_PROGRESS' &&
    waiting.length === 0 &&
    createdAt >= beginningOf(by.run) &&
    (await belongsTo(now, by, ctx))
  if (isEmpty) for await (const resource of ctx.cloudFormation.delete(id, ctx)) void resource
  if (ours.length === 0 && !isEmpty) return []
  return [
    {kind: 'stack', name, how: 'discarded', status: isEmpty ? 'DELETE_COMPLETE' : (now?.status ?? 'DELETE_COMPLETE')},
  ]
}

/** The names of a stage `dev-2` begin as those of `dev` do: the tag tells them apart, and where there is none, who has made the stack. */
async function belongsTo(stack: Stack, by: Owner, ctx: Context): Promise<boolean> {
  const tag = stack.tags.find(({key}) => key === 'aws-stack:stage')
  return tag ? tag.value === by.stage : isOfRun(stack, by, ctx)
}

/** AppConfig knows no tokens: the description of a deployment says who has begun it, and when by the clock of that machine. */
async function tidyConfigs(name: string, run: string, ctx: Context): Promise<Tidied[]> {
  const resources = await ctx.cloudFormation.resources(name, ctx.signal).catch((error: unknown) => {
    if (isStackMissing(error)) return []
    throw error
  })
  const applications = resources.flatMap(({type, physicalId}) =>
    type === 'AWS::AppConfig::Application' && physicalId ? [physicalId] : [],
  )
  const found = await Promise.all(applications.map((application) => tidyApplication(application, run, ctx)))
  return found.flat()
}

async function tidyApplication(applicationId: string, run: string, ctx: Context): Promise<Tidied[]> {
  const [environments, profiles] = await Promise.all([
    ctx.appConfig.environments(applicationId, ctx.signal),
    ctx.appConfig.profiles(applicationId, ctx.signal),
  ])
  const byName = Object.fromEntries(environments.map(({id, name}) => [name, id]))
  const running = await deploymentsUnderWay({applicationId, environments: byName}, ctx)
  const ours = running.filter(({deployment}) => isReleaseOf(deployment, run, ctx))
  return Promise.all(
    ours.map(async (underWay): Promise<Tidied> => {
      const {profile} = underWay.deployment
      const name = profiles.find(({id}) => id === profile)?.name ?? profile
      const node: NodeRef = {kind: 'config', name}
      // Only one signal here: it ends the looking.
      const {how, state} = await cancelDeployment({node, underWay, wait: true}, {...ctx, leave: ctx.signal})
      return {kind: 'config', name, how, status: state}
    }),
  )
}

function isReleaseOf({description}: DeploymentUnderWay['deployment'], run: string, {startedBy}: Context): boolean {
  const {by, at} = readReleaseNote(description)
  return startedBy !== undefined && by === startedBy && at !== undefined && at >= beginningOf(run)
}
