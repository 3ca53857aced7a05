import {withAccount} from '../account.js'
import type {AppDefinition, Reference, Scope} from '../app.js'
import {compileApp} from '../configs/compile-app.js'
import type {CompiledConfig} from '../configs/config-source.js'
import type {Context, Stack} from '../context.js'
import {scopeOf} from '../scope.js'
import type {Settings} from '../settings.js'
import {type EnvironmentHistory, readHistory} from './environment-history.js'
import {type ApplicationPlace, applicationIn, environmentIn} from './find-application.js'

/** The configurations of an app: what they are here, and where they go. */
export interface SurveyedConfigs {
  readonly compiled: readonly CompiledConfig[]
  /** In the order in which they are released to. */
  readonly environments: readonly string[]
  /** The part that makes the application; absent where the settings name another one. */
  readonly part?: string
  /** Of profiles that parts make. */
  readonly references: Readonly<Record<string, Reference & {ref: 'output'}>>
  /** Absent while the part is not deployed. */
  readonly place?: ApplicationPlace
  /** Of the environments of the place. */
  readonly histories: ReadonlyMap<string, EnvironmentHistory>
  readonly folder?: string
}

/** `undefined`: the app has none. `stack`: that of the part that makes the application. */
export async function surveyConfigs<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  facts: {readonly scope: Scope<Config, Facts>; readonly stack: () => Promise<Stack | undefined>},
  ctx: Context,
): Promise<SurveyedConfigs | undefined> {
  const {configs} = app
  const scope = scopeOf(app, settings, undefined)
  const folder = configs?.directory(scope)
  if (!configs || folder === undefined) return undefined

  const [compiled, place] = await Promise.all([
    withAccount(settings, ctx).then((here) => compileApp(app, here)),
    applicationIn(app, settings, facts.stack, ctx),
  ])
  const environments = configs.environments(scope)
  const isNamed = configs.names?.(scope).application !== undefined
  return {
    compiled,
    environments,
    ...(!isNamed && {part: configs.part}),
    references: configs.profiles(facts.scope),
    ...(place && {place}),
    histories: place ? historiesOf(place, environments, ctx) : new Map(),
    folder,
  }
}

/** Throws `NOT_FOUND` for an environment that is not there. */
export function historiesOf(
  place: ApplicationPlace,
  environments: readonly string[],
  ctx: Context,
): ReadonlyMap<string, EnvironmentHistory> {
  return new Map(
    environments.map((environment) => {
      const key = {application: place.applicationId, environment: environmentIn(place, environment)}
      return [environment, readHistory(key, ctx)]
    }),
  )
}
