import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {Settings} from '../settings.js'
import {type DeploymentUnderWay, deploymentsUnderWay} from './deployments-under-way.js'
import {type ApplicationPlace, applicationIn, environmentIn} from './find-application.js'
import {stackName} from '../scope.js'

export interface AppDeploymentsInput {
  readonly parts?: readonly string[] | undefined
  /** All of the application without it. */
  readonly environments?: readonly string[] | undefined
}

/** The deployments of configurations that run in an app; none where it has no configurations, or only other parts were asked for. */
export async function appDeployments<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {parts, environments}: AppDeploymentsInput,
  ctx: Context,
): Promise<DeploymentUnderWay[]> {
  const place = await placeAsked(app, settings, parts, ctx)
  if (!place) return []
  if (!environments?.length) return deploymentsUnderWay(place, ctx)
  const chosen = environments.map((name) => [name, environmentIn(place, name)])
  return deploymentsUnderWay({...place, environments: Object.fromEntries(chosen) as Record<string, string>}, ctx)
}

/** Where an app's configurations are. Who asks for parts asks for them with the part that makes the application. */
export async function placeAsked<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  parts: readonly string[] | undefined,
  ctx: Context,
): Promise<ApplicationPlace | undefined> {
  const {configs} = app
  if (!configs || (parts?.length && !parts.includes(configs.part))) return undefined
  const stack = () => ctx.cloudFormation.describe(stackName(app, settings, configs.part))
  return applicationIn(app, settings, stack, ctx)
}
