import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {ConfigDeployment, ConfigProfile, ConfigVersion} from '../ports/app-config.js'
import type {ConfigHistoryResult} from '../release-results.js'
import {readReleaseNote} from '../releases/describe-release.js'
import {type ApplicationPlace, findApplication, profileIn} from '../releases/find-application.js'
import {deploymentsOf, isShared} from '../releases/running-config.js'
import {historiesOf} from '../releases/survey-configs.js'
import type {Settings} from '../settings.js'

export interface ConfigHistoryInput {
  readonly profile: string
  /** All of the application without it. */
  readonly environments?: readonly string[] | undefined
  /** Versions, and deployments of each environment, at most. */
  readonly limit: number
}

/** The versions of a profile and its deployments: who, when, and how they ended. Read only. */
export async function configHistory<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {profile: name, environments, limit}: ConfigHistoryInput,
  ctx: Context,
): Promise<ConfigHistoryResult> {
  const {stage, region} = settings
  return inAccount(settings, ctx, async () => {
    const place = await findApplication(app, settings, ctx)
    const profile = profileIn(place, name)
    const chosen = environments?.length ? environments : Object.keys(place.environments)
    const [versions, released] = await Promise.all([
      versionsOf(place, profile, limit, ctx),
      Promise.all(
        [...historiesOf(place, chosen, ctx)].map(async ([environment, history]) => {
          const found: ConfigDeployment[] = []
          let live: number | undefined
          let truncated = false
          const shared = {...profile, isShared: isShared(name, place.profileList)}
          for await (const {number, state, version} of deploymentsOf(history, shared, ctx)) {
            if (state === 'COMPLETE') live ??= version
            truncated = found.length === limit
            if (truncated && live !== undefined) break
            if (!truncated) found.push(await ctx.appConfig.deployment({...history.key, number}))
          }
          return {environment, found, live, truncated}
        }),
      ),
    ])
    const deployments = released
      .flatMap(({environment, found}) => found.map((one) => toDeployment(environment, one)))
      .toSorted((one, other) => ((one.startedAt ?? '') < (other.startedAt ?? '') ? 1 : -1))
    const liveIn = (version: number) => released.filter(({live}) => live === version).map((one) => one.environment)
    return {
      app: app.name,
      stage,
      region,
      application: place.name,
      profile: name,
      versions: versions.slice(0, limit).map((one) => {
        const first = deployments.findLast(({version}) => version === one.number)
        return {...toVersion(one, first), live: liveIn(one.number)}
      }),
      deployments,
      truncated: versions.length > limit || released.some(({truncated}) => truncated),
    }
  })
}

async function versionsOf(
  {applicationId}: ApplicationPlace,
  {id}: ConfigProfile,
  limit: number,
  {appConfig}: Context,
): Promise<ConfigVersion[]> {
  const versions: ConfigVersion[] = []
  for await (const version of appConfig.versions({application: applicationId, profile: id})) {
    versions.push(version)
    if (versions.length > limit) break
  }
  return versions
}

type Deployed = ConfigHistoryResult['deployments'][number]

/** Of a version nobody tells who has made it, unless it describes itself: then who has deployed it first is told. */
function toVersion({number, description, label, contentType}: ConfigVersion, first: Deployed | undefined) {
  const {by = first?.by, commit = first?.commit} = readReleaseNote(description)
  return {
    version: number,
    ...(by && {by}),
    ...(commit && {commit}),
    ...(first?.startedAt && {deployedAt: first.startedAt}),
    ...(label && {label}),
    ...(contentType && {contentType}),
  }
}

function toDeployment(
  environment: string,
  {number, version, state, startedAt, completedAt, description, events}: ConfigDeployment,
): Deployed {
  const {by, commit} = readReleaseNote(description)
  const reason = events.find(({type}) => type === 'ROLLBACK_STARTED')?.text
  return {
    environment,
    deployment: number,
    version,
    state,
    ...(startedAt !== undefined && {startedAt: new Date(startedAt).toISOString()}),
    ...(completedAt !== undefined && {completedAt: new Date(completedAt).toISOString()}),
    ...(by && {by}),
    ...(commit && {commit}),
    ...(reason && state !== 'COMPLETE' && {reason}),
  }
}
