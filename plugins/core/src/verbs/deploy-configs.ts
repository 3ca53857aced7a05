import {inAccount, withAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import {compileApp} from '../configs/compile-app.js'
import type {CompiledConfig} from '../configs/config-source.js'
import {askConsent} from '../consent.js'
import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import {flatGraph, nodesOf} from '../graph.js'
import type {ConfigPlan} from '../plan-result.js'
import type {ConfigDeployResult, DeployedConfig} from '../release-results.js'
import {createTurns, SIDE_BY_SIDE} from '../releases/create-turns.js'
import {describeRelease} from '../releases/describe-release.js'
import {configsOf, findApplication} from '../releases/find-application.js'
import {type MissingProfile, planConfig, type PlannedConfig} from '../releases/plan-config.js'
import {createReleaseQueue, releaseConfig, toResult} from '../releases/release-config.js'
import {historiesOf} from '../releases/survey-configs.js'
import {runGraph} from '../run-graph.js'
import {scopeOf} from '../scope.js'
import type {Settings} from '../settings.js'

export interface DeployConfigsInput {
  /** Only these; all without it. */
  readonly profiles?: readonly string[] | undefined
  /** In this order; those of the settings without it. */
  readonly environments?: readonly string[] | undefined
  readonly missing: MissingProfile
  readonly yes: boolean
}

export interface ConfigsPlan {
  readonly app: string
  readonly stage: string
  readonly region: string
  readonly application: string
  readonly changed: boolean
  readonly configs: readonly ConfigPlan[]
}

/** What `deployConfigs` would do. Changes nothing. */
export async function planConfigs<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: Omit<DeployConfigsInput, 'yes'>,
  ctx: Context,
): Promise<ConfigsPlan> {
  return (await prepare(app, settings, input, ctx)).plan
}

/** Compiles, plans, asks, uploads and deploys configurations, to what stands. Doing it twice releases nothing the second time. */
export async function deployConfigs<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: DeployConfigsInput,
  ctx: Context,
): Promise<ConfigDeployResult> {
  const began = Date.now()
  const {plan, place, planned, folder} = await prepare(app, settings, input, ctx)
  const {stage, region, application} = plan
  const done = new Map<string, DeployedConfig>()
  const moving = planned.filter((one) => one.plan.action === 'release')
  if (moving.length > 0) {
    await askConsent({type: 'config:deploy', ...plan, losses: []}, {yes: input.yes, force: false}, ctx)
    const graph = flatGraph(
      'config',
      moving.map(({config}) => config.profile),
    )
    ctx.host.notify({type: 'run.started', verb: 'release', app: app.name, stage, nodes: nodesOf(graph)})
    const queue = createReleaseQueue()
    const description = await describeRelease(folder, ctx)
    await runGraph(
      graph,
      async ({ref: node}, goesOn) => {
        const since = Date.now()
        ctx.host.notify({type: 'node.started', node, action: 'release'})
        const one = moving.find(({config}) => config.profile === node.name) as PlannedConfig
        const released = await releaseConfig({app: app.name, planned: one, place, queue, description, goesOn}, ctx)
        done.set(node.name, released)
        ctx.host.notify({type: 'node.finished', node, changed: released.changed, ms: Date.now() - since})
      },
      {...ctx, attach: `aws-stack ${app.name}:attach`},
    )
  }
  const isSkipped = (one: PlannedConfig) => one.plan.action === 'skip'
  const configs = planned.filter((one) => !isSkipped(one))
  return {
    app: app.name,
    stage,
    region,
    application,
    changed: [...done.values()].some(({changed}) => changed),
    configs: configs.map((one) => done.get(one.config.profile) ?? toResult(one, [])),
    skipped: planned.filter(isSkipped).map(({config}) => config.profile),
    durationMs: Date.now() - began,
  }
}

async function prepare<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {profiles, environments: asked, missing}: Omit<DeployConfigsInput, 'yes'>,
  ctx: Context,
) {
  const {stage, region} = settings
  const configs = configsOf(app)
  const scope = scopeOf(app, settings, undefined)
  const folder = configs.directory(scope)
  if (folder === undefined) throw noSources(app.name)
  ctx.host.notify({type: 'plan.started', app: app.name, stage, region})
  const compiled = chosen(await compileApp(app, await withAccount(settings, ctx)), profiles, folder)
  return inAccount(settings, ctx, async () => {
    const place = await findApplication(app, settings, ctx)
    const environments = asked?.length ? asked : configs.environments(scope)
    const histories = historiesOf(place, environments, ctx)
    const reads = createTurns(SIDE_BY_SIDE)
    const planned = await Promise.all(
      compiled.map((config) => reads(() => planConfig({config, place, histories, missing}, ctx))),
    )
    const changed = planned.some(({plan}) => plan.action === 'release')
    const application = place.name
    const plan = {app: app.name, stage, region, application, changed, configs: planned.map((one) => one.plan)}
    return {plan, place, planned, folder}
  })
}

function chosen(
  compiled: readonly CompiledConfig[],
  profiles: readonly string[] | undefined,
  folder: string,
): readonly CompiledConfig[] {
  const known = compiled.map(({profile}) => profile)
  const unknown = profiles?.filter((profile) => !known.includes(profile)) ?? []
  if (unknown.length > 0) {
    const message = `there is no configuration ${unknown.join(', ')} in ${folder}; there is ${known.join(', ') || 'none'}`
    throw new StackError('UNKNOWN_CONFIG', message, {details: {unknown, folder}})
  }
  return profiles?.length ? compiled.filter(({profile}) => profiles.includes(profile)) : compiled
}

function noSources(app: string): StackError {
  return new StackError('SETTINGS_INVALID', `no setting of ${app} says where configurations are`, {
    suggestions: [`aws-stack ${app}:config:deploy --help`],
  })
}
