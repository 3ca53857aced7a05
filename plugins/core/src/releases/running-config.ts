import type {Context} from '../context.js'
import type {DeploymentSummary} from '../ports/app-config.js'
import {type EnvironmentHistory, readHistory} from './environment-history.js'

export interface RunningConfigInput {
  readonly applicationId: string
  readonly environmentId: string
  readonly profileId: string
}

export interface RunningConfig {
  readonly version: number
  /** Empty where somebody has deleted the version. */
  readonly content: string
  readonly deployment: number
  /** Epoch ms. */
  readonly completedAt: number
}

/** What an environment runs of a profile: its newest deployment that is complete. `undefined`: none ever was, or it was reverted. */
export async function runningConfig(input: RunningConfigInput, ctx: Context): Promise<RunningConfig | undefined> {
  const {applicationId: application, environmentId: environment, profileId} = input
  const profiles = await ctx.appConfig.profiles(application)
  const profile = profiles.find(({id}) => id === profileId)
  const history = readHistory({application, environment}, ctx)
  const live = profile && (await liveDeployment(history, {...profile, isShared: isShared(profile.name, profiles)}, ctx))
  if (!live) return undefined
  const found = await ctx.appConfig.content({application, profile: profileId}, live.version)
  return {
    version: live.version,
    content: found ? Buffer.from(found.bytes).toString('utf8') : '',
    deployment: live.number,
    completedAt: live.completedAt ?? live.startedAt ?? 0,
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
