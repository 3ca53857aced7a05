import type {AppDefinition} from '../app.js'
import type {ConfigsDefinition} from '../configs-definition.js'
import type {Context, Stack} from '../context.js'
import {StackError} from '../errors.js'
import {notDeployed} from '../outputs-of.js'
import type {ConfigProfile, Named} from '../ports/app-config.js'
import {scopeOf, stackName} from '../scope.js'
import type {Settings} from '../settings.js'

/** An AppConfig application and what it holds. */
export interface ApplicationPlace {
  readonly applicationId: string
  readonly name: string
  /** Absent where neither the part nor the settings name one. */
  readonly strategyId?: string
  /** Name to id; without names that several have and nothing tells apart. */
  readonly environments: Readonly<Record<string, string>>
  readonly profiles: Readonly<Record<string, string>>
  readonly profileList: readonly ConfigProfile[]
  /** Names that several have: `environment prod`, `profile processor`. */
  readonly ambiguous: ReadonlySet<string>
}

/**
 * The application of a stage: ids from the part's outputs first, by name second. Throws `NOT_DEPLOYED`, `NOT_FOUND`, and `AMBIGUOUS_NAME`:
 * AppConfig lets several have one name.
 */
export async function findApplication<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  ctx: Context,
): Promise<ApplicationPlace> {
  const place = await applicationIn(app, settings, () => describePart(app, settings, ctx), ctx)
  if (place) return place
  throw notDeployed(app, settings, configsOf(app).part)
}

/** `undefined`: the part that makes it is not deployed. `stack`: that part's. */
export async function applicationIn<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  stack: () => Promise<Stack | undefined>,
  ctx: Context,
): Promise<ApplicationPlace | undefined> {
  const configs = configsOf(app)
  // A command that needs stage and region alone has no settings, and finds what the part has made.
  const named = settings.config === undefined ? undefined : configs.names?.(scopeOf(app, settings, undefined))
  const {application, strategy} = named ?? {}
  const outputs = application === undefined ? (await stack())?.outputs : {}
  const applicationId =
    application === undefined ? outputs?.['ApplicationId'] : await byName('application', application, ctx)
  if (outputs === undefined || applicationId === undefined) return undefined

  const [environments, profileList, strategyId] = await Promise.all([
    ctx.appConfig.environments(applicationId),
    ctx.appConfig.profiles(applicationId),
    strategy === undefined ? outputs['StrategyId'] : byName('strategy', strategy, ctx),
  ])
  const known = environments.filter(({id, name}) => outputs[configs.environmentOutput(name)] === id)
  const told = environments.filter(({id, name}) => known.every((one) => one.name !== name || one.id === id))
  return {
    applicationId,
    name: application ?? outputs['ApplicationName'] ?? `${app.name}-${settings.stage}`,
    ...(strategyId !== undefined && {strategyId}),
    environments: unique(told),
    profiles: unique(profileList),
    profileList,
    ambiguous: new Set([...doubled('environment', told), ...doubled('profile', profileList)]),
  }
}

export function configsOf<Config, Facts>({
  name,
  configs,
}: AppDefinition<Config, Facts>): ConfigsDefinition<Config, Facts> {
  if (configs) return configs
  throw new StackError('APP_INVALID', `the definition of ${name} has no configurations`, {blame: 'bug'})
}

/** Throws `NOT_FOUND`, `AMBIGUOUS_NAME`. */
export function environmentIn(place: ApplicationPlace, environment: string): string {
  return chosen('environment', environment, place, place.environments)
}

/** Throws `PROFILE_NOT_FOUND`, `AMBIGUOUS_NAME`. */
export function profileIn(place: ApplicationPlace, profile: string): ConfigProfile {
  const id = chosen('profile', profile, place, place.profiles)
  return place.profileList.find((one) => one.id === id) as ConfigProfile
}

export function ambiguousName(what: string, name: string, where: string): StackError {
  return new StackError('AMBIGUOUS_NAME', `several have the name: ${what} ${name} ${where}`, {details: {what, name}})
}

function chosen(
  what: 'environment' | 'profile',
  name: string,
  place: ApplicationPlace,
  ids: Readonly<Record<string, string>>,
): string {
  if (place.ambiguous.has(`${what} ${name}`)) throw ambiguousName(what, name, `of ${place.name}`)
  const id = Object.hasOwn(ids, name) ? ids[name] : undefined
  if (id !== undefined) return id
  const there = Object.keys(ids).join(', ') || 'none'
  const code = what === 'profile' ? 'PROFILE_NOT_FOUND' : 'NOT_FOUND'
  throw new StackError(code, `${place.name} has no ${what} ${name}; it has ${there}`, {
    details: {application: place.name, [what]: name},
  })
}

async function describePart<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings,
  ctx: Context,
): Promise<Stack | undefined> {
  return ctx.cloudFormation.describe(stackName(app, settings, configsOf(app).part))
}

async function byName(what: 'application' | 'strategy', name: string, {appConfig, region}: Context): Promise<string> {
  const all = await (what === 'application' ? appConfig.applications() : appConfig.strategies())
  const [found, other] = all.filter((one) => one.name === name)
  if (other) throw ambiguousName(what, name, `in ${region}`)
  if (found) return found.id
  throw new StackError('NOT_FOUND', `there is no AppConfig ${what} ${name} in ${region}`, {details: {[what]: name}})
}

function unique(items: readonly Named[]): Record<string, string> {
  const double = items.filter(({name, id}) => items.some((other) => other.name === name && other.id !== id))
  return Object.fromEntries(items.filter((item) => !double.includes(item)).map(({name, id}) => [name, id]))
}

function doubled(what: string, items: readonly Named[]): string[] {
  const names = items.map(({name}) => name)
  return names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${what} ${name}`)
}
