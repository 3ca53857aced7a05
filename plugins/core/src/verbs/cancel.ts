import type {AppDefinition} from '../app.js'
import type {Context, Stack} from '../context.js'
import type {NodeRef} from '../events.js'
import {flatGraph} from '../graph.js'
import {isRolling} from '../is-rolling.js'
import type {CancelResult} from '../results.js'
import {appDeployments} from '../releases/app-deployments.js'
import {deploymentGraph, deploymentsOfNode} from '../releases/deployment-graph.js'
import {runParts} from '../run-parts.js'
import {stackTags} from '../scope.js'
import {selectParts} from '../select-nodes.js'
import type {Settings} from '../settings.js'
import {assertOurs, isBusy} from '../stack-state.js'
import {stacksOf} from '../stacks-of.js'
import {cancelDeployment} from '../steps/cancel-deployment.js'
import {cancelStack} from '../steps/cancel-stack.js'
import {stopRollouts} from '../steps/stop-rollouts.js'
import {watchRunning} from '../steps/watch-running.js'
import {untilRolledBack} from '../truth/until-rolled-back.js'
import {withMembers} from '../with-members.js'

export interface CancelInput {
  /** Only these parts; all without it. */
  readonly parts?: readonly string[] | undefined
  /** Of configurations: only what runs in these; all without it. */
  readonly environments?: readonly string[] | undefined
  /** `false`: ends when AWS has been asked. */
  readonly wait?: boolean
}

/**
 * Stops what runs on the app's stacks, whoever began it: a creation is deleted, an update rolled back, a rollout of a service taken back, the
 * deployment of a configuration stopped; shows it until it is at rest. A deletion or a rollback cannot be stopped and is followed. The run that began it sees its stack fail and begins no other.
 */
export async function cancel<Config, Facts>(
  definition: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {parts, environments, wait = true}: CancelInput,
  ctx: Context,
): Promise<CancelResult> {
  const began = Date.now()
  const {stage, region} = settings
  const app = await withMembers(definition, settings, ctx)
  const selected = selectParts(app, parts)
  const [moving, deploying] = await Promise.all([
    movingStacks(app, settings, selected, ctx),
    appDeployments(app, settings, {parts, environments}, ctx),
  ])
  const stacks: CancelResult['stacks'] = []
  const configs: CancelResult['configs'] = []
  if (moving.size > 0 || deploying.length > 0) {
    const graph = new Map([...flatGraph('stack', [...moving.keys()]), ...deploymentGraph(deploying)])
    // Only one signal here: it ends the looking.
    const leaving = {...ctx, leave: ctx.signal}
    await runParts(
      {verb: 'cancel', action: 'cancel', app: app.name, stage, graph},
      async (node) => {
        if (node.kind === 'config') {
          for (const one of deploymentsOfNode(deploying, node))
            configs.push(await cancelDeployment({node, underWay: one, wait}, leaving))
          return
        }
        const stack = moving.get(node.name) as Stack
        const done = isBusy(stack)
          ? await cancelOperation(node, stack, wait, ctx)
          : await cancelRollout(node, stack, wait, leaving)
        stacks.push({part: node.name, name: stack.name, ...done})
      },
      {...leaving, attach: `aws-stack ${app.name}:attach`},
    )
  }
  return {app: app.name, stage, region, stacks, configs, durationMs: Date.now() - began}
}

/** Those on which an operation runs, and those of which a service is still rolled out. */
async function movingStacks<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  parts: readonly string[],
  ctx: Context,
): Promise<Map<string, Stack>> {
  const stacks = await stacksOf(app, settings, parts, ctx)
  const moving = await Promise.all(
    [...stacks].map(async ([part, stack]): Promise<[string, Stack][]> => {
      assertOurs(stack, stackTags(app, settings, part))
      return isBusy(stack) || (await isRolling(part, stack, ctx)) ? [[part, stack]] : []
    }),
  )
  return new Map(moving.flat())
}

type Done = Pick<CancelResult['stacks'][number], 'how' | 'status'>

async function cancelOperation(node: NodeRef, stack: Stack, wait: boolean, ctx: Context): Promise<Done> {
  const how = (await cancelStack({node, stackId: stack.id}, AbortSignal.timeout(STALE_MS), ctx)) ?? 'ended'
  if (!wait) return {how, status: stack.status}
  const watched = await watchRunning({part: node.name, stack, history: false}, ctx)
  return {how, status: watched.stack?.status ?? 'DELETE_COMPLETE'}
}

async function cancelRollout(node: NodeRef, {id, status}: Stack, wait: boolean, ctx: Context): Promise<Done> {
  const stopped = await stopRollouts({node, stackId: id}, ctx)
  if (wait) await untilRolledBack(stopped, ctx.leave, ctx)
  return {how: stopped.length > 0 ? 'stops-rollout' : 'ended', status}
}

/** So long may AWS tell an old state of a stack. */
const STALE_MS = 5_000
