import type {AppDefinition} from '../app.js'
import {carryOut, type Live, liveFrom} from '../carry-out.js'
import {askConsent, type Consent} from '../consent.js'
import type {Context} from '../context.js'
import {nodesOf} from '../graph.js'
import type {PlanResult} from '../plan-result.js'
import {planApp, type PlannedApp} from '../planning/plan-app.js'
import {refuseChanges} from '../planning/refuse-changes.js'
import type {FailOn} from '../planning/refused-changes.js'
import {toResult} from '../releases/release-config.js'
import {createReleases} from '../releases/release-surveyed.js'
import type {DeployedImage, DeployedStack, DeployResult} from '../results.js'
import {runGraph} from '../run-graph.js'
import type {Settings} from '../settings.js'

export interface DeployInput extends Consent {
  /** Only these parts and the images they take; all without it. */
  readonly parts?: readonly string[] | undefined
  /** Stops with `CHANGE_REFUSED` before it changes anything in one of these ways. */
  readonly failOn?: readonly FailOn[] | undefined
  /** Logical ids that a failed rollback leaves as they are (`ResourcesToSkip`). */
  readonly skip?: readonly string[] | undefined
  /** `false`: ends when the last operations have begun. */
  readonly wait?: boolean
}

/** Plans, asks, carries out. A second deploy of the same sources changes nothing. */
export async function deploy<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: DeployInput,
  ctx: Context,
): Promise<DeployResult> {
  const began = Date.now()
  const {stage, region} = settings
  const {force, skip, failOn = [], wait = true} = input
  const {surveyed, orphans, graph, plan, configs} = await planApp(app, settings, input.parts, ctx)

  const live = liveFrom(surveyed)
  refuseChanges(plan, failOn, [`aws-stack ${app.name}:plan`])
  if (plan.changed) {
    // Before anything is made that is billed.
    if (plan.images.some(({action}) => action === 'build')) await ctx.docker.version()
    await askConsent({type: 'deploy', plan, losses: [...plan.losses]}, input, ctx)
    ctx.host.notify({
      type: 'run.started',
      verb: 'deploy',
      app: app.name,
      stage,
      nodes: nodesOf(graph),
    })
    const release = surveyed.configs && createReleases(app, settings, surveyed.configs, ctx)
    const run = {app, settings, surveyed, orphans, graph, plan, configs, release, live, force, failOn, skip, wait}
    const work = carryOut(run, ctx)
    await runGraph(graph, work, {...ctx, attach: `aws-stack ${app.name}:attach`})
  }
  return {app: app.name, stage, region, ...liveOf(plan, live, configs), durationMs: Date.now() - began}
}

function liveOf(
  plan: PlanResult,
  live: Live,
  planned: PlannedApp['configs'],
): Omit<DeployResult, 'app' | 'stage' | 'region' | 'durationMs'> {
  const images = plan.images.map(
    ({name, uri = '', digest = '', bases}): DeployedImage =>
      live.images.get(name) ?? {name, uri, digest, built: false, pushed: false, bases: [...bases]},
  )
  const stacks = plan.stacks.map(({part, name}): DeployedStack => {
    const stack = live.stacks.get(part)
    return {
      part,
      name,
      status: stack?.status ?? 'DELETE_COMPLETE',
      changed: live.changed.has(part),
      outputs: {...stack?.outputs},
    }
  })
  const configs = [...planned]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([profile, config]) => live.configs.get(profile) ?? toResult(config, []))
  const {changed, services, functions, unverified} = live
  return {
    changed: images.some(({pushed}) => pushed) || changed.size > 0 || configs.some((config) => config.changed),
    images,
    stacks,
    configs,
    services,
    functions,
    verified: unverified.size === 0,
    suggestions: stacks.some(({status}) => status.endsWith('_IN_PROGRESS')) ? [`aws-stack ${plan.app}:attach`] : [],
  }
}
