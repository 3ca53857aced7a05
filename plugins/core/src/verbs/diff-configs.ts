import {quietlyInAccount, withAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import {isSameContent} from '../configs/canonical-json.js'
import {compileConfigs} from '../configs/compile-configs.js'
import type {CompiledConfig} from '../configs/config-source.js'
import {confined} from '../configs/confined.js'
import {configsInvalid} from '../configs/configs-invalid.js'
import {diffJson, type JsonDifference} from '../configs/diff-json.js'
import {findConfigs} from '../configs/find-configs.js'
import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import {findApplication} from '../releases/find-application.js'
import {createRunningConfigs} from '../releases/running-config.js'
import {scopeOf} from '../scope.js'
import type {Settings} from '../settings.js'

export interface DiffConfigsInput {
  readonly directory: string
  /** Names of profiles; all without. */
  readonly profiles: readonly string[]
  /** Names; where a deploy releases to, without. */
  readonly environments: readonly string[]
}

/** What AppConfig says of an application: the steps of a release. */
export interface DeployedConfigs {
  readonly findApplication: <Config, Facts>(
    app: AppDefinition<Config, Facts>,
    settings: Settings<Config>,
    ctx: Context,
  ) => Promise<DeployedApplication>
  readonly runningConfig: (
    input: {readonly applicationId: string; readonly environmentId: string; readonly profileId: string},
    ctx: Context,
  ) => Promise<{readonly version: number; readonly content: string} | undefined>
}

export interface DeployedApplication {
  readonly applicationId: string
  readonly name: string
  /** Names to ids. */
  readonly environments: Readonly<Record<string, string>>
  readonly profiles: Readonly<Record<string, string>>
}

export interface DiffConfigsResult {
  readonly app: string
  readonly stage: string
  readonly region: string
  /** Name. */
  readonly application: string
  /** Anything differs in any of the environments. */
  readonly changed: boolean
  readonly environments: readonly {readonly environment: string; readonly profiles: readonly ProfileDifference[]}[]
}

export interface ProfileDifference {
  readonly profile: string
  /** `here`: it is not deployed there; `there`: it has no source. */
  readonly state: 'same' | 'different' | 'here' | 'there'
  /** What the environment runs. */
  readonly version?: number
  /** Of one that is on one side alone there are none. */
  readonly differences: readonly JsonDifference[]
}

/** Compares what the sources mean with what environments run. Changes nothing. */
export async function diffConfigs<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: DiffConfigsInput,
  ctx: Context,
  deployed: DeployedConfigs = {findApplication, runningConfig: createRunningConfigs(ctx)},
): Promise<DiffConfigsResult> {
  const compiled = await compileChosen(app, await withAccount(settings, ctx), input)
  return quietlyInAccount(settings, ctx, async () => {
    const application = await deployed.findApplication(app, settings, ctx)
    const here = new Map(compiled.map((config) => [config.profile, config]))
    const names = chosenProfiles(input.profiles, here, application)
    const environments = []
    for (const environment of environmentsOf(app, settings, input)) {
      const environmentId = idOf(application, environment)
      const profiles: ProfileDifference[] = []
      for (const profile of names) {
        const profileId = application.profiles[profile]
        const place = profileId && {applicationId: application.applicationId, environmentId, profileId}
        const running = place ? await deployed.runningConfig(place, ctx) : undefined
        profiles.push(...compare(profile, here.get(profile), running))
      }
      environments.push({environment, profiles})
    }
    const changed = environments.some(({profiles}) => profiles.some(({state}) => state !== 'same'))
    const {stage, region} = settings
    return {app: app.name, stage, region, application: application.name, changed, environments}
  })
}

async function compileChosen<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {directory, profiles}: DiffConfigsInput,
): Promise<readonly CompiledConfig[]> {
  const found = await findConfigs(directory, {})
  const sources = profiles.length === 0 ? found : found.filter(({profile}) => profiles.includes(profile))
  const options = app.configs?.sources?.(scopeOf(app, settings, undefined)) ?? {}
  const {compiled, failed} = await compileConfigs(sources, confined(directory, options))
  if (failed.length > 0) throw configsInvalid(failed, sources.length)
  return compiled
}

function chosenProfiles(
  chosen: readonly string[],
  here: ReadonlyMap<string, unknown>,
  {name, profiles}: DeployedApplication,
): string[] {
  const all = new Set([...here.keys(), ...Object.keys(profiles)])
  const unknown = chosen.find((profile) => !all.has(profile))
  if (unknown === undefined) return [...(chosen.length > 0 ? new Set(chosen) : all)].sort()
  throw new StackError('PROFILE_NOT_FOUND', `neither a source nor ${name} has a profile ${unknown}`, {
    details: {profile: unknown},
  })
}

function environmentsOf<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {environments}: DiffConfigsInput,
): readonly string[] {
  return environments.length > 0 ? environments : (app.configs?.environments(scopeOf(app, settings, undefined)) ?? [])
}

function idOf({name, environments}: DeployedApplication, environment: string): string {
  const id = Object.hasOwn(environments, environment) ? environments[environment] : undefined
  if (id !== undefined) return id
  const there = Object.keys(environments).join(', ') || 'none'
  throw new StackError('NOT_FOUND', `${name} has no environment ${environment}; it has ${there}`, {
    details: {environment},
  })
}

function compare(
  profile: string,
  config: CompiledConfig | undefined,
  running: {version: number; content: string} | undefined,
): ProfileDifference[] {
  if (!running) return config ? [{profile, state: 'here', differences: []}] : []
  const {version, content} = running
  if (!config) return [{profile, state: 'there', version, differences: []}]
  if (isSameContent(content, config.content)) return [{profile, state: 'same', version, differences: []}]
  return [{profile, state: 'different', version, differences: differences(content, config.content)}]
}

/** Somebody may have uploaded what is no JSON. */
function differences(before: string, after: string): JsonDifference[] {
  try {
    return diffJson(before, after)
  } catch (error) {
    if (!StackError.is(error)) throw error
    return [{path: '', before, after}]
  }
}
