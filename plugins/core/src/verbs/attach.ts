import {readFile} from 'node:fs/promises'
import {setTimeout as sleep} from 'node:timers/promises'

import type {AppDefinition} from '../app.js'
import type {Context, Stack} from '../context.js'
import {findCause} from '../diagnosis/find-cause.js'
import {cancelled} from '../errors.js'
import {flatGraph, nodesOf} from '../graph.js'
import type {AttachResult} from '../results.js'
import {runGraph} from '../run-graph.js'
import {runningParts} from '../running-parts.js'
import {selectParts} from '../select-nodes.js'
import type {Settings} from '../settings.js'
import {stackFailed} from '../steps/stack-failed.js'
import {watchRunning} from '../steps/watch-running.js'

export interface AttachInput {
  /** Only these parts; all without it. */
  readonly parts?: readonly string[] | undefined
}

/** So long after one stack a run that is followed has begun its next. */
const NEXT_STACK_MS = 2_000

const GOOD_ENDS = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE']

/**
 * Follows whatever runs on the app's stacks, whoever began it, with the history so far, until nothing runs any more: a run that goes from
 * stack to stack is followed all the way. It only looks: when `ctx.signal` aborts, all goes on. Throws `STACK_FAILED` for what fails.
 */
export async function attach<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: AttachInput,
  ctx: Context,
): Promise<AttachResult> {
  const began = Date.now()
  const {stage, region} = settings
  const parts = selectParts(app, input.parts)
  const ended: AttachResult['stacks'] = []
  for (let first = true; ; first = false) {
    if (!first) await moment(ctx)
    const running = await runningParts(app, settings, parts, ctx)
    if (running.size === 0) return {app: app.name, stage, region, stacks: ended, durationMs: Date.now() - began}

    const graph = flatGraph('stack', [...running.keys()])
    ctx.host.notify({type: 'run.started', verb: 'attach', app: app.name, stage, nodes: nodesOf(graph)})
    await runGraph(
      graph,
      async ({ref}) => {
        const started = Date.now()
        ctx.host.notify({type: 'node.started', node: ref, action: 'follow'})
        ended.push(await followToItsEnd(app, ref.name, running.get(ref.name) as Stack, ctx))
        ctx.host.notify({type: 'node.finished', node: ref, changed: true, ms: Date.now() - started})
      },
      {...ctx, leave: ctx.signal, attach: `aws-stack ${app.name}:attach`},
    )
  }
}

async function followToItsEnd<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  part: string,
  running: Stack,
  ctx: Context,
): Promise<AttachResult['stacks'][number]> {
  const {stack, failures} = await watchRunning({part, stack: running, history: true}, ctx)
  const {name} = running
  const wasDeleted = stack === undefined && running.status === 'DELETE_IN_PROGRESS'
  if (wasDeleted || GOOD_ENDS.includes(stack?.status ?? ''))
    return {part, name, status: stack?.status ?? 'DELETE_COMPLETE'}

  const file = app.stacks.find((definition) => definition.part === part)?.template ?? ''
  const template = {file, text: await readFile(file, 'utf8')}
  const stackReason = stack?.statusReason
  const cause = await findCause({app: app.name, stack: name, events: failures, stackReason, template}, ctx)
  throw stackFailed({app: app.name, stack: name, now: stack, cause})
}

async function moment({signal}: Context): Promise<void> {
  try {
    await sleep(NEXT_STACK_MS, undefined, {signal})
  } catch {
    throw cancelled(signal)
  }
}
