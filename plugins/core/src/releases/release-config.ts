import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {ConfigProfile} from '../ports/app-config.js'
import type {DeployedConfig} from '../release-results.js'
import {deployConfig} from '../steps/deploy-config.js'
import {uploadConfig} from '../steps/upload-config.js'
import {createTurns, SIDE_BY_SIDE, type Turns} from './create-turns.js'
import {type ApplicationPlace, environmentIn} from './find-application.js'
import {nameConfig} from './name-config.js'
import type {PlannedConfig} from './plan-config.js'

/** What the releases of one run share. */
export interface ReleaseQueue {
  /** Calls beside one another. */
  readonly calls: Turns
  /** One at a time in each environment. */
  inEnvironment<Result>(environment: string, work: () => Promise<Result>): Promise<Result>
}

export function createReleaseQueue(): ReleaseQueue {
  const environments = new Map<string, Turns>()
  return {
    calls: createTurns(SIDE_BY_SIDE),
    inEnvironment(environment, work) {
      const turns = environments.get(environment) ?? createTurns(1)
      environments.set(environment, turns)
      return turns(work)
    },
  }
}

export interface ReleaseConfigInput {
  readonly app: string
  readonly planned: PlannedConfig
  readonly place: ApplicationPlace
  readonly queue: ReleaseQueue
  /** Of deployments. */
  readonly description: string
  /** Throws where another release of the run has failed: what waits for its turn is not begun. */
  readonly goesOn: () => void
}

/** Does what the plan of one configuration says: uploads it once, then brings it into one environment after the other. */
export function releaseConfig(input: ReleaseConfigInput, ctx: Context): Promise<DeployedConfig> {
  return nameConfig(input.planned.plan.profile, () => release(input, ctx))
}

async function release(input: ReleaseConfigInput, ctx: Context): Promise<DeployedConfig> {
  const {planned, place, queue, goesOn} = input
  const {plan} = planned
  if (plan.action !== 'release') return toResult(planned, [])
  const strategy = requiredStrategy(place)
  const {profile, version, uploaded} = await queue.calls(async () => {
    goesOn()
    return upload(input, ctx)
  })
  const done: DeployedConfig['environments'] = []
  for (const change of plan.environments) {
    if (change.action === 'none') continue
    const {environment} = change
    const deployment = await queue.inEnvironment(environment, async () => {
      goesOn()
      const node = {kind: 'config', name: plan.profile} as const
      const key = {application: place.applicationId, environment: environmentIn(place, environment)}
      const {app, description} = input
      return deployConfig({app, node, environment, key, profile, version, strategy, description}, ctx)
    })
    done.push({environment, changed: true, version, deployment: deployment.number, state: deployment.state})
  }
  return {...toResult(planned, done), version, uploaded}
}

async function upload({planned, place}: ReleaseConfigInput, ctx: Context) {
  const {config, newest, plan} = planned
  const application = place.applicationId
  const profile = planned.profile ?? (await createProfile(application, planned, ctx))
  if (!plan.upload && newest) return {profile, version: newest.number, uploaded: false}
  return {profile, ...(await uploadConfig({application, profile, config, newest}, ctx))}
}

/** The result of a configuration of which `done` was deployed. */
export function toResult({plan}: PlannedConfig, done: DeployedConfig['environments']): DeployedConfig {
  const environments = plan.environments.map(({environment, runs}) => {
    const deployed = done.find((one) => one.environment === environment)
    return deployed ?? {environment, changed: false, ...(runs !== undefined && {version: runs})}
  })
  return {profile: plan.profile, changed: done.length > 0, uploaded: false, environments}
}

function createProfile(application: string, {config}: PlannedConfig, ctx: Context): Promise<ConfigProfile> {
  const type = isFeatureFlags(config.content) ? 'AWS.AppConfig.FeatureFlags' : 'AWS.Freeform'
  return ctx.appConfig.createProfile(application, {name: config.profile, type})
}

/** "Type reference for AWS.AppConfig.FeatureFlags" in the AWS AppConfig User Guide: version, flags and values, and nothing else. */
function isFeatureFlags(content: string): boolean {
  const keys = Object.keys((JSON.parse(content) ?? {}) as object)
  return keys.includes('flags') && keys.includes('version') && keys.every((key) => FLAG_KEYS.has(key))
}

const FLAG_KEYS = new Set(['version', 'flags', 'values'])

/** Throws `SETTINGS_INVALID` where there is none. */
export function requiredStrategy({strategyId, name}: ApplicationPlace): string {
  if (strategyId !== undefined) return strategyId
  throw new StackError(
    'SETTINGS_INVALID',
    `nothing says by which deployment strategy ${name} is released: the application is named, so the strategy has to be named too`,
    {details: {application: name}},
  )
}
