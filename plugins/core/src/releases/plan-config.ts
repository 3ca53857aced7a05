import {diffJson} from '../configs/diff-json.js'
import type {CompiledConfig} from '../configs/config-source.js'
import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {ConfigPlan} from '../plan-result.js'
import type {ConfigProfile, ConfigVersion, DeploymentSummary} from '../ports/app-config.js'
import {assertConfigSize} from './assert-config-size.js'
import {isKeptContent, isLabelled} from './content-label.js'
import type {EnvironmentHistory} from './environment-history.js'
import {ambiguousName, type ApplicationPlace} from './find-application.js'
import {isShared, liveDeployment} from './running-config.js'

export interface PlanConfigInput {
  readonly config: CompiledConfig
  readonly place: ApplicationPlace
  /** By environment, in the order in which they are released to. */
  readonly histories: ReadonlyMap<string, EnvironmentHistory>
  /** As the part's output says; else it is found by name. */
  readonly profileId?: string | undefined
  /** What becomes of a profile that is not there. */
  readonly missing: MissingProfile
}

export type MissingProfile = 'skip' | 'create' | 'fail'

export interface PlannedConfig {
  readonly plan: ConfigPlan
  readonly config: CompiledConfig
  /** Absent: it is not there yet. */
  readonly profile?: ConfigProfile
  readonly newest?: ConfigVersion | undefined
}

/** What a release of one configuration would do: what its environments run is compared, not what was uploaded last. Read only. */
export async function planConfig(input: PlanConfigInput, ctx: Context): Promise<PlannedConfig> {
  const {config, place, histories} = input
  assertConfigSize(config)
  const profile = profileOf(input)
  if (!profile) return {config, plan: withoutProfile(input, ctx)}

  const contents = readContents(place, profile, ctx)
  const changes = await Promise.all(
    [...histories].map(async ([environment, history]) => {
      const shared = {...profile, isShared: isShared(profile.name, place.profileList)}
      const live = await liveDeployment(history, shared, ctx)
      return {environment, live, isSame: live !== undefined && (await isSame(live, config, profile, contents))}
    }),
  )
  const isDone = changes.every((change) => change.isSame)
  const newest = isDone ? undefined : await ctx.appConfig.newestVersion(keyOf(place, profile))
  const upload = !isDone && !(newest && (await isSame(newest, config, profile, contents)))
  const environments = await Promise.all(
    changes.map(async ({environment, live, isSame}): Promise<ConfigPlan['environments'][number]> => {
      const running = live && {runs: live.version}
      if (isSame) return {environment, action: 'none', ...running, differences: []}
      return {
        environment,
        action: 'deploy',
        ...running,
        differences: differences(live && (await contents(live)), config),
      }
    }),
  )
  const plan: ConfigPlan = {
    ...outline(config),
    action: isDone ? 'none' : 'release',
    upload,
    ...(!upload && newest && {version: newest.number}),
    environments,
  }
  return {plan, config, profile, newest}
}

/** A release of which nothing is known before a part is deployed. */
export function unknownConfig(
  config: CompiledConfig,
  environments: readonly string[],
  knownAfter: string,
): PlannedConfig {
  assertConfigSize(config)
  return {config, plan: {...whole(config, environments), action: 'release', upload: true, knownAfter}}
}

function profileOf({config, place, profileId, missing}: PlanConfigInput): ConfigProfile | undefined {
  const name = config.profile
  if (profileId !== undefined) {
    const found = place.profileList.find(({id}) => id === profileId)
    // It was made after the list was read.
    return found ?? {id: profileId, name, type: 'AWS.Freeform', location: 'hosted'}
  }
  if (place.ambiguous.has(`profile ${name}`)) throw ambiguousName('profile', name, `of ${place.name}`)
  const found = place.profileList.find((profile) => profile.name === name)
  if (found || missing !== 'fail') return found
  throw new StackError('PROFILE_NOT_FOUND', `${place.name} has no profile ${name}, and ${config.file} is one`, {
    details: {application: place.name, profile: name, file: config.file},
  })
}

function withoutProfile({config, place, histories, missing}: PlanConfigInput, {host}: Context): ConfigPlan {
  const planned = whole(config, [...histories.keys()])
  if (missing === 'create') return {...planned, action: 'release', create: true, upload: true}
  const message = `${place.name} has no profile ${config.profile}: ${config.file} is not released`
  host.notify({type: 'warning', code: 'PROFILE_MISSING', message})
  return {...planned, action: 'skip', upload: false, environments: []}
}

function whole(config: CompiledConfig, environments: readonly string[]): Omit<ConfigPlan, 'action' | 'upload'> {
  const change = {action: 'deploy' as const, differences: differences(undefined, config)}
  return {...outline(config), environments: environments.map((environment) => ({environment, ...change}))}
}

function outline({profile, file, content}: CompiledConfig): Pick<ConfigPlan, 'profile' | 'file' | 'bytes'> {
  return {profile, file, bytes: Buffer.byteLength(content)}
}

type Contents = (version: {readonly version: number} | {readonly number: number}) => Promise<string | undefined>

/** Each version once. */
function readContents(place: ApplicationPlace, profile: ConfigProfile, {appConfig}: Context): Contents {
  const read = new Map<number, Promise<string | undefined>>()
  return (version) => {
    const number = 'version' in version ? version.version : version.number
    const found =
      read.get(number) ??
      appConfig
        .content(keyOf(place, profile), number)
        .then((content) => content && Buffer.from(content.bytes).toString('utf8'))
    read.set(number, found)
    return found
  }
}

async function isSame(
  kept: DeploymentSummary | ConfigVersion,
  {content}: CompiledConfig,
  profile: ConfigProfile,
  contents: Contents,
): Promise<boolean> {
  const told = isLabelled(kept.label, content)
  if (told !== undefined) return told
  const text = await contents(kept)
  return text !== undefined && isKeptContent(text, content, profile)
}

function keyOf({applicationId}: ApplicationPlace, {id}: ConfigProfile) {
  return {application: applicationId, profile: id}
}

function differences(before: string | undefined, {content}: CompiledConfig) {
  try {
    return diffJson(before, content)
  } catch {
    // What runs is no JSON: all of it is other.
    return diffJson(undefined, content)
  }
}
