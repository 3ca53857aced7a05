import type {Context} from '../context.js'
import type {ConfigProfile, DeploymentSummary} from '../ports/app-config.js'
import {withoutStamps} from './content-label.js'
import {type EnvironmentHistory, readHistory} from './environment-history.js'

export interface RunningConfigInput {
  readonly applicationId: string
  readonly environmentId: string
  readonly profileId: string
}

export interface RunningConfig {
  readonly version: number
  /** As it was uploaded, without what AppConfig adds to it. Empty where somebody has deleted the version. */
  readonly content: string
  readonly deployment: number
  /** Epoch ms. */
  readonly completedAt: number
}

export type RunningConfigs = (input: RunningConfigInput) => Promise<RunningConfig | undefined>

/**
 * What environments run of profiles: the newest deployment that is complete; `undefined` where none ever was, or it was reverted. For many profiles
 * an application's list and an environment's deployments are read once.
 */
export function createRunningConfigs(ctx: Context): RunningConfigs {
  const lists = new Map<string, Promise<readonly ConfigProfile[]>>()
  const histories = new Map<string, EnvironmentHistory>()

  return async ({applicationId: application, environmentId: environment, profileId}) => {
    const list = lists.get(application) ?? ctx.appConfig.profiles(application)
    lists.set(application, list)
    const history = histories.get(environment) ?? readHistory({application, environment}, ctx)
    histories.set(environment, history)

    const profiles = await list
    const profile = profiles.find(({id}) => id === profileId)
    const live =
      profile && (await liveDeployment(history, {...profile, isShared: isShared(profile.name, profiles)}, ctx))
    if (!live || !profile) return undefined
    const found = await ctx.appConfig.content({application, profile: profileId}, live.version)
    return {
      version: live.version,
      content: found ? withoutStamps(Buffer.from(found.bytes).toString('utf8'), profile) : '',
      deployment: live.number,
      completedAt: live.completedAt ?? live.startedAt ?? 0,
    }
  }
}

/** How a deployment is known to be of a profile: its summary has the name alone. */
export interface ProfileInHistory {
  readonly id: string
  readonly name: string
  /** Another profile of the application has the same name. */
  readonly isShared: boolean
}

export function isShared(name: string, profiles: readonly {readonly name: string}[]): boolean {
  return profiles.filter((profile) => profile.name === name).length > 1
}

/** The newest deployment of a profile that is complete. */
export async function liveDeployment(
  history: EnvironmentHistory,
  profile: ProfileInHistory,
  ctx: Context,
): Promise<DeploymentSummary | undefined> {
  for await (const deployment of deploymentsOf(history, profile, ctx))
    if (deployment.state === 'COMPLETE') return deployment
  return undefined
}

/** Those of one profile, newest first. */
export async function* deploymentsOf(
  history: EnvironmentHistory,
  {id, name, isShared}: ProfileInHistory,
  {appConfig}: Context,
): AsyncGenerator<DeploymentSummary> {
  for await (const deployment of history.deploymentsOf(name)) {
    if (isShared && (await appConfig.deployment({...history.key, number: deployment.number})).profile !== id) continue
    yield deployment
  }
}
