import {isAtRest} from '../aws/is-at-rest.js'
import {pause} from '../aws/pause.js'
import type {Context} from '../context.js'
import {cancelled} from '../errors.js'
import type {NodeRef} from '../events.js'
import type {ConfigDeployment, ConfigProfile, EnvironmentKey} from '../ports/app-config.js'
import {followDeployment} from './follow-deployment.js'
import {untilEnvironmentFree} from './until-environment-free.js'

export interface DeployConfigInput {
  readonly app: string
  readonly node: NodeRef
  /** Its name. */
  readonly environment: string
  readonly key: EnvironmentKey
  readonly profile: Pick<ConfigProfile, 'id' | 'name'>
  readonly version: number
  readonly strategy: string
  readonly description: string
}

/** Between a refusal and the next try, where what was in the way has ended already. */
const AGAIN_MS = 200

/**
 * Brings one version into one environment and waits until it is there. AppConfig takes one deployment in an environment at a time: whoever comes
 * second waits for its turn, and where the one before has deployed the same version there is nothing left to do.
 */
export async function deployConfig(input: DeployConfigInput, ctx: Context): Promise<ConfigDeployment> {
  const {app, node, environment, key, profile, version, strategy, description} = input
  const began = Date.now()
  for (;;) {
    if (ctx.signal.aborted) throw cancelled(ctx.signal)
    // Once it is asked for it may have begun: only the second signal ends the wait for its number.
    const started = await ctx.appConfig.startDeployment(
      key,
      {profile: profile.id, version, strategy, description},
      ctx.leave,
    )
    if (started !== 'busy')
      return followDeployment({app, node, environment, key: {...key, number: started.number}, stops: true}, ctx)

    const other = await newestDeployment(key, ctx)
    // An answer that was lost, or another run of the same: it is ours as well as theirs.
    if (other?.profile === profile.id && other.version === version) {
      if (other.state === 'COMPLETE') return other
      if (!isAtRest(other))
        return followDeployment({app, node, environment, key: {...key, number: other.number}, stops: true}, ctx)
    }
    if (!other || isAtRest(other)) await pause(AGAIN_MS, ctx.signal)
    const running = other && !isAtRest(other) ? other : undefined
    const ended = await untilEnvironmentFree({app, node, environment, key, running, since: began}, ctx)
    if (ended?.profile === profile.id && ended.version === version && ended.state === 'COMPLETE') return ended
  }
}

async function newestDeployment(
  key: EnvironmentKey,
  {appConfig, signal}: Context,
): Promise<ConfigDeployment | undefined> {
  for await (const {number} of appConfig.deployments(key, signal)) return appConfig.deployment({...key, number}, signal)
  return undefined
}
