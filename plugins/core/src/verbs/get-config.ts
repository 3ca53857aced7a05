import {quietlyInAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {ConfigContent, ConfigProfile} from '../ports/app-config.js'
import {type ApplicationPlace, findApplication, profileIn} from '../releases/find-application.js'
import {isShared, liveDeployment} from '../releases/running-config.js'
import {historiesOf} from '../releases/survey-configs.js'
import type {Settings} from '../settings.js'

export interface GetConfigInput {
  readonly profile: string
  /** The newest without it. */
  readonly version?: number | undefined
  /** Instead of a version: what runs there. */
  readonly environment?: string | undefined
}

export interface FoundConfig extends ConfigContent {
  readonly application: string
  readonly version: number
}

/** The bytes of a version, as they were uploaded. Throws `NOT_FOUND` where there is none. Read only. */
export async function getConfig<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: GetConfigInput,
  ctx: Context,
): Promise<FoundConfig> {
  return quietlyInAccount(settings, ctx, async () => {
    const place = await findApplication(app, settings, ctx)
    const profile = profileIn(place, input.profile)
    const version = input.version ?? (await versionAsked(input, place, profile, ctx))
    const content = await ctx.appConfig.content({application: place.applicationId, profile: profile.id}, version)
    if (!content) throw nothing(input, `it has no version ${version}`)
    return {...content, application: place.name, version}
  })
}

async function versionAsked(
  input: GetConfigInput,
  place: ApplicationPlace,
  profile: ConfigProfile,
  ctx: Context,
): Promise<number> {
  const {environment} = input
  if (environment === undefined) {
    const newest = await ctx.appConfig.newestVersion({application: place.applicationId, profile: profile.id})
    if (!newest) throw nothing(input, 'it has no version')
    return newest.number
  }
  const history = historiesOf(place, [environment], ctx).get(environment)
  const shared = {...profile, isShared: isShared(profile.name, place.profileList)}
  const live = history && (await liveDeployment(history, shared, ctx))
  if (!live) throw nothing(input, `${environment} runs none`)
  return live.version
}

function nothing({profile}: GetConfigInput, why: string): StackError {
  return new StackError('NOT_FOUND', `there is nothing to get of ${profile}: ${why}`, {details: {profile}})
}
