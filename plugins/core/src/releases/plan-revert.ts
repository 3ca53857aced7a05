import {isAtRest} from '../aws/is-at-rest.js'
import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {ConfigProfile, DeploymentSummary, EnvironmentKey} from '../ports/app-config.js'
import type {EnvironmentHistory} from './environment-history.js'
import {type ApplicationPlace, profileIn} from './find-application.js'
import {deploymentsOf, isShared} from './running-config.js'

export interface PlanRevertInput {
  readonly place: ApplicationPlace
  readonly histories: ReadonlyMap<string, EnvironmentHistory>
  /** What was deployed last without it. */
  readonly profile?: string | undefined
  readonly to?: number | undefined
}

export interface PlannedRevert {
  readonly environment: string
  readonly key: EnvironmentKey
  readonly live: DeploymentSummary
  readonly from: number
  readonly to: number
  /** `reverts`: AppConfig takes the deployment back; `deploys`: an earlier version is deployed once more. */
  readonly how: 'reverts' | 'deploys'
}

/** "StopDeployment" of the API reference: a deployment is reverted within 72 hours of its completion. */
const REVERTIBLE_MS = 72 * 3_600_000

/** What goes back to what, and how. Throws `NOT_FOUND` where nothing ran before. */
export async function planRevert(
  {place, histories, profile: asked, to}: PlanRevertInput,
  ctx: Context,
): Promise<{readonly profile: ConfigProfile; readonly reverts: readonly PlannedRevert[]}> {
  const profile = profileIn(place, asked ?? (await lastReleased(histories)))
  const shared = {...profile, isShared: isShared(profile.name, place.profileList)}
  if (to !== undefined && !(await ctx.appConfig.content({application: place.applicationId, profile: profile.id}, to)))
    throw new StackError('NOT_FOUND', `${profile.name} has no version ${to}`, {
      details: {profile: profile.name, version: to},
    })
  const reverts = await Promise.all(
    [...histories].map(async ([environment, history]): Promise<PlannedRevert> => {
      const ran: DeploymentSummary[] = []
      let newest: number | undefined
      for await (const {number} of history.deployments()) {
        newest = number
        break
      }
      for await (const deployment of deploymentsOf(history, shared, ctx)) {
        if (!isAtRest(deployment)) throw stillDeploying(profile.name, environment, deployment)
        if (deployment.state !== 'COMPLETE') continue
        ran.push(deployment)
        if (deployment.version !== ran[0]?.version) break
      }
      const [live] = ran
      if (!live) throw nothingBefore(profile.name, environment, 'it runs none')
      const before = ran.find(({version}) => version !== live.version)
      const target = to ?? before?.version
      if (target === undefined)
        throw nothingBefore(profile.name, environment, `version ${live.version} is the only one that ran`)
      if (target === live.version) throw nothingBefore(profile.name, environment, `it runs version ${target} already`)
      // AppConfig goes back to what ran before this very deployment, and takes only the environment's newest back for sure.
      const isBefore = ran[1]?.version === target
      const isYoung = Date.now() - (live.completedAt ?? 0) < REVERTIBLE_MS
      const how = isBefore && isYoung && live.number === newest ? 'reverts' : 'deploys'
      return {environment, key: history.key, live, from: live.version, to: target, how}
    }),
  )
  return {profile, reverts}
}

async function lastReleased(histories: ReadonlyMap<string, EnvironmentHistory>): Promise<string> {
  const last = await Promise.all(
    [...histories.values()].map(async (history) => {
      for await (const deployment of history.deployments()) if (deployment.state === 'COMPLETE') return [deployment]
      return []
    }),
  )
  const [newest] = last.flat().toSorted((one, other) => (other.completedAt ?? 0) - (one.completedAt ?? 0))
  if (newest) return newest.name
  throw new StackError('NOT_FOUND', `nothing runs in ${[...histories.keys()].join(', ')}: there is nothing to revert`)
}

function stillDeploying(profile: string, environment: string, {number, state}: DeploymentSummary): StackError {
  return new StackError('BUSY', `${profile} is being deployed to ${environment}: deployment ${number} is ${state}`, {
    details: {profile, environment, deployment: number, state},
  })
}

function nothingBefore(profile: string, environment: string, why: string): StackError {
  return new StackError('NOT_FOUND', `there is nothing to go back to for ${profile} in ${environment}: ${why}`, {
    details: {profile, environment},
  })
}
