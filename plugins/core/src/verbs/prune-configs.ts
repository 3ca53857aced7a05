import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import {askConsent} from '../consent.js'
import type {Context} from '../context.js'
import type {ConfigProfile} from '../ports/app-config.js'
import type {ConfigPruneResult} from '../release-results.js'
import {createTurns, SIDE_BY_SIDE} from '../releases/create-turns.js'
import type {EnvironmentHistory} from '../releases/environment-history.js'
import {type ApplicationPlace, findApplication, profileIn} from '../releases/find-application.js'
import {deploymentsOf, isShared} from '../releases/running-config.js'
import {historiesOf} from '../releases/survey-configs.js'
import {isAtRest} from '../aws/is-at-rest.js'
import type {Settings} from '../settings.js'

export interface PruneConfigsInput {
  /** Only these; all without it. */
  readonly profiles?: readonly string[] | undefined
  /** The newest so many versions of each stay. */
  readonly keep: number
  readonly yes: boolean
}

/**
 * Deletes old versions: never the newest, nor one that an environment runs, ran before that one, or is being given, so that every environment can
 * still go back.
 */
export async function pruneConfigs<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {profiles, keep, yes}: PruneConfigsInput,
  ctx: Context,
): Promise<ConfigPruneResult> {
  const began = Date.now()
  const {stage, region} = settings
  return inAccount(settings, ctx, async () => {
    const place = await findApplication(app, settings, ctx)
    const about = {app: app.name, stage, region, application: place.name}
    const histories = historiesOf(place, Object.keys(place.environments), ctx)
    const chosen = profiles?.length ? profiles.map((name) => profileIn(place, name)) : place.profileList
    const reads = createTurns(SIDE_BY_SIDE)
    const all = await Promise.all(
      chosen.map((profile) =>
        reads(() => superfluous({place, profile, histories: [...histories.values()], keep}, ctx)),
      ),
    )
    const old = all.filter(({versions}) => versions.length > 0)
    if (old.length > 0)
      await askConsent({type: 'config:gc', ...about, profiles: old, losses: []}, {yes, force: false}, ctx)

    const pruned: ConfigPruneResult['profiles'] = []
    for (const {profile, id, versions, kept} of old) {
      const key = {application: place.applicationId, profile: id}
      for (const version of versions) await ctx.appConfig.deleteVersion(key, version)
      pruned.push({profile, deleted: versions, kept})
    }
    return {...about, changed: pruned.length > 0, profiles: pruned, durationMs: Date.now() - began}
  })
}

async function superfluous(
  {
    place,
    profile,
    histories,
    keep,
  }: {place: ApplicationPlace; profile: ConfigProfile; histories: EnvironmentHistory[]; keep: number},
  ctx: Context,
) {
  const {id, name} = profile
  const versions: number[] = []
  for await (const {number} of ctx.appConfig.versions({application: place.applicationId, profile: id}))
    versions.push(number)
  const newest = versions.toSorted((one, other) => other - one).slice(0, Math.max(1, keep))
  const old = versions.filter((version) => !newest.includes(version))
  if (old.length === 0) return {profile: name, id, versions: [], kept: versions.length}

  const shared = {id, name, isShared: isShared(name, place.profileList)}
  const needed = (await Promise.all(histories.map((history) => neededIn(history, shared, ctx)))).flat()
  const rest = old.filter((version) => !needed.includes(version))
  return {profile: name, id, versions: rest, kept: versions.length - rest.length}
}

/** What an environment is being given, what it runs, and what it ran before. */
async function neededIn(
  history: EnvironmentHistory,
  profile: Parameters<typeof deploymentsOf>[1],
  ctx: Context,
): Promise<number[]> {
  const needed: number[] = []
  const ran = new Set<number>()
  for await (const {version, state} of deploymentsOf(history, profile, ctx)) {
    if (!isAtRest({state})) needed.push(version)
    if (state === 'COMPLETE') ran.add(version)
    if (ran.size === 2) break
  }
  return [...needed, ...ran]
}
