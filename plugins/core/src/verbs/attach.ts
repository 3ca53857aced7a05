import {readFile} from 'node:fs/promises'

import type {AppDefinition} from '../app.js'
import {pause} from '../aws/pause.js'
import type {Context, Stack} from '../context.js'
import {findCause} from '../diagnosis/find-cause.js'
import {flatGraph} from '../graph.js'
import type {AttachResult} from '../results.js'
import {appDeployments} from '../releases/app-deployments.js'
import {deploymentGraph, deploymentsOfNode} from '../releases/deployment-graph.js'
import {runParts} from '../run-parts.js'
import {stackTags} from '../scope.js'
import {selectParts} from '../select-nodes.js'
import type {Settings} from '../settings.js'
import {assertOurs, isBusy} from '../stack-state.js'
import {stacksOf} from '../stacks-of.js'
import {followDeployment} from '../steps/follow-deployment.js'
import {stackFailed} from '../steps/stack-failed.js'
import {watchRunning} from '../steps/watch-running.js'
import {withMembers} from '../with-members.js'

export interface AttachInput {
  /** Only these parts; all without it. */
  readonly parts?: readonly string[] | undefined
  /** Of configurations: only what runs in these; all without it. */
  readonly environments?: readonly string[] | undefined
}

/** So long after one stack a run that is followed has begun its next. */
const NEXT_STACK_MS = 2_000

const GOOD_ENDS = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE']

/**
 * Follows whatever runs on the app's stacks and in the environments of its configurations, whoever began it, with the history so far, until nothing runs any more: a run that goes from
 * stack to stack is followed all the way. It only looks: when `ctx.signal` aborts, all goes on. Throws `STACK_FAILED` or `CONFIG_ROLLED_BACK` for what fails.
 */
export async function attach<Config, Facts>(
  definition: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: AttachInput,
  ctx: Context,
): Promise<AttachResult> {
  const began = Date.now()
  const {stage, region} = settings
  const ended: AttachResult['stacks'] = []
  const configs: AttachResult['configs'] = []
  for (let first = true; ; first = false) {
    if (!first) await pause(NEXT_STACK_MS, ctx.signal)
    // A run that is followed makes new members.
    const app = await withMembers(definition, settings, ctx)
    const parts = first || !input.parts?.length ? selectParts(app, input.parts) : input.parts
    const [running, deploying] = await Promise.all([
      runningStacks(app, settings, parts, ctx),
      appDeployments(app, settings, input, ctx),
    ])
    if (running.size === 0 && deploying.length === 0)
      return {app: app.name, stage, region, stacks: ended, configs, durationMs: Date.now() - began}

    const graph = new Map([...flatGraph('stack', [...running.keys()]), ...deploymentGraph(deploying)])
    await runParts(
      {verb: 'attach', action: 'follow', app: app.name, stage, graph},
      async (node) => {
        if (node.kind === 'stack') {
          ended.push(await followToItsEnd(app, node.name, running.get(node.name) as Stack, ctx))
          return
        }
        for (const {environment, key} of deploymentsOfNode(deploying, node)) {
          const followed = {app: app.name, node, environment, key, stops: false}
          const {number, version, state} = await followDeployment(followed, ctx)
          configs.push({environment, profile: node.name, deployment: number, version, state})
        }
      },
      {...ctx, leave: ctx.signal, attach: `aws-stack ${app.name}:attach`},
    )
  }
}

/** Those on which an operation runs now, by part. */
async function runningStacks<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  parts: readonly string[],
  ctx: Context,
): Promise<Map<string, Stack>> {
  const stacks = await stacksOf(app, settings, parts, ctx)
  const running = [...stacks].filter(([, stack]) => isBusy(stack))
  for (const [part, stack] of running) assertOurs(stack, stackTags(app, settings, part))
  return new Map(running)
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
