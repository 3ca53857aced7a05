import {isAtRest} from '../aws/is-at-rest.js'
import type {Context} from '../context.js'
import type {ConfigProfile} from '../ports/app-config.js'
import type {ConfigStatus} from '../release-results.js'
import {createTurns, SIDE_BY_SIDE} from './create-turns.js'
import {readReleaseNote} from './describe-release.js'
import type {EnvironmentHistory} from './environment-history.js'
import type {ApplicationPlace} from './find-application.js'
import {deploymentsOf, isShared} from './running-config.js'
import {historiesOf} from './survey-configs.js'

/** What each environment runs of each profile, since when and by whom. Read only: a list and a look for each that runs. */
export async function configStatuses(
  place: ApplicationPlace,
  environments: readonly string[],
  ctx: Context,
): Promise<ConfigStatus[]> {
  const histories = historiesOf(place, environments, ctx)
  const reads = createTurns(SIDE_BY_SIDE)
  const sorted = place.profileList.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  return Promise.all(
    sorted.map((profile) =>
      reads(async () => {
        const key = {application: place.applicationId, profile: profile.id}
        const newest = (await ctx.appConfig.newestVersion(key))?.number
        const told = await Promise.all(
          [...histories].map(async ([environment, history]) => ({
            environment,
            ...(await statusIn(history, place, profile, newest, ctx)),
          })),
        )
        const {name, type} = profile
        return {profile: name, type, ...(newest !== undefined && {newest}), environments: told}
      }),
    ),
  )
}

type Told = Omit<ConfigStatus['environments'][number], 'environment'>

async function statusIn(
  history: EnvironmentHistory,
  {profileList}: ApplicationPlace,
  profile: ConfigProfile,
  newest: number | undefined,
  ctx: Context,
): Promise<Told> {
  let underWay: Told['underWay']
  const shared = {...profile, isShared: isShared(profile.name, profileList)}
  for await (const {number, version, state, percent} of deploymentsOf(history, shared, ctx)) {
    if (!isAtRest({state})) underWay ??= {deployment: number, version, state, percent}
    if (state !== 'COMPLETE') continue
    const {description, completedAt} = await ctx.appConfig.deployment({...history.key, number})
    const {by, commit} = readReleaseNote(description)
    return {
      version,
      deployment: number,
      ...(completedAt !== undefined && {since: new Date(completedAt).toISOString()}),
      ...(by && {by}),
      ...(commit && {commit}),
      differs: version !== newest,
      ...(underWay && {underWay}),
    }
  }
  return {differs: newest !== undefined, ...(underWay && {underWay})}
}
