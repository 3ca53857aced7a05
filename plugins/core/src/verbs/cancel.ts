import type {AppDefinition} from '../app.js'
import type {Context, Stack} from '../context.js'
import type {NodeRef} from '../events.js'
import {flatGraph, nodesOf} from '../graph.js'
import type {CancelResult} from '../results.js'
import {rollingParts} from '../rolling-parts.js'
import {runGraph} from '../run-graph.js'
import {runningParts} from '../running-parts.js'
import {selectParts} from '../select-nodes.js'
import type {Settings} from '../settings.js'
import {cancelStack} from '../steps/cancel-stack.js'
import {stopRollouts} from '../steps/stop-rollouts.js'
import {watchRunning} from '../steps/watch-running.js'
import {untilRolledBack} from '../truth/until-rolled-back.js'

export interface CancelInput {
  /** Only these parts; all without it. */
  readonly parts?: readonly string[] | undefined
  /** `false`: ends when AWS has been asked. */
  readonly wait?: boolean
}

/**
 * Stops what runs on the app's stacks, whoever began it: a creation is deleted, an update rolled back, a rollout of a service taken back; shows it
 * until it is at rest. A deletion or a rollback cannot be stopped and is followed. The run that began it sees its stack fail and begins no other.
 */
export async function cancel<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {parts, wait = true}: CancelInput,
  ctx: Context,
): Promise<CancelResult> {
  const began = Date.now()
  const {stage, region} = settings
  const selected = selectParts(app, parts)
  const running = await runningParts(app, settings, selected, ctx)
  const atRest = selected.filter((part) => !running.has(part))
  const rolling = await rollingParts(app, settings, atRest, ctx)
  const stacks: CancelResult['stacks'] = []
  const found = new Map([...running, ...rolling])
  if (found.size > 0) {
    const graph = flatGraph('stack', [...found.keys()])
    ctx.host.notify({type: 'run.started', verb: 'cancel', app: app.name, stage, nodes: nodesOf(graph)})
    // Only one signal here: it ends the looking.
    const leaving = {...ctx, leave: ctx.signal}
    await runGraph(
      graph,
      async ({ref}) => {
        const started = Date.now()
        ctx.host.notify({type: 'node.started', node: ref, action: 'cancel'})
        const stack = found.get(ref.name)
        if (!stack) return
        const done = running.has(ref.name)
          ? await cancelOperation(ref, stack, wait, ctx)
          : await cancelRollout(ref, stack, wait, leaving)
        stacks.push({part: ref.name, name: stack.name, ...done})
        ctx.host.notify({type: 'node.finished', node: ref, changed: true, ms: Date.now() - started})
      },
      {...leaving, attach: `aws-stack ${app.name}:attach`},
    )
  }
  return {app: app.name, stage, region, stacks, durationMs: Date.now() - began}
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
