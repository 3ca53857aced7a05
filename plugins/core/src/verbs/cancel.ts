import type {AppDefinition} from '../app.js'
import type {Context, Stack} from '../context.js'
import {flatGraph, nodesOf} from '../graph.js'
import type {CancelResult} from '../results.js'
import {runGraph} from '../run-graph.js'
import {runningParts} from '../running-parts.js'
import {selectParts} from '../select-nodes.js'
import type {Settings} from '../settings.js'
import {cancelStack} from '../steps/cancel-stack.js'
import {watchRunning} from '../steps/watch-running.js'

export interface CancelInput {
  /** Only these parts; all without it. */
  readonly parts?: readonly string[] | undefined
  /** `false`: ends when CloudFormation has been asked. */
  readonly wait?: boolean
}

/**
 * Stops what runs on the app's stacks, whoever began it: a creation is deleted, an update rolled back; shows it until it is at rest. A deletion
 * or a rollback cannot be stopped and is followed. The run that began it sees its stack fail and begins no other.
 */
export async function cancel<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {parts, wait = true}: CancelInput,
  ctx: Context,
): Promise<CancelResult> {
  const began = Date.now()
  const {stage, region} = settings
  const running = await runningParts(app, settings, selectParts(app, parts), ctx)
  const stacks: CancelResult['stacks'] = []
  if (running.size > 0) {
    const graph = flatGraph('stack', [...running.keys()])
    ctx.host.notify({type: 'run.started', verb: 'cancel', app: app.name, stage, nodes: nodesOf(graph)})
    await runGraph(
      graph,
      async ({ref}) => {
        const started = Date.now()
        ctx.host.notify({type: 'node.started', node: ref, action: 'cancel'})
        const {id, name, status} = running.get(ref.name) as Stack
        const how = (await cancelStack({node: ref, stackId: id}, AbortSignal.timeout(STALE_MS), ctx)) ?? 'ended'
        const watched = wait
          ? await watchRunning({part: ref.name, stack: running.get(ref.name) as Stack, history: false}, ctx)
          : undefined
        stacks.push({
          part: ref.name,
          name,
          how,
          status: watched ? (watched.stack?.status ?? 'DELETE_COMPLETE') : status,
        })
        ctx.host.notify({type: 'node.finished', node: ref, changed: true, ms: Date.now() - started})
      },
      {...ctx, leave: ctx.signal, attach: `aws-stack ${app.name}:attach`},
    )
  }
  return {app: app.name, stage, region, stacks, durationMs: Date.now() - began}
}

/** So long may AWS tell an old state of a stack. */
const STALE_MS = 5_000
