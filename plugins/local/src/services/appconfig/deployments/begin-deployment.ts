import {conflict} from '../faults.js'
import {advance, type Deployment, isRunning} from '../state/deployment.js'
import type {Environment, HostedVersion, Profile, Strategy, World} from '../state/world.js'
import {schedule} from './schedule.js'

export interface BeginInput {
  readonly environment: Environment
  readonly profile: Profile
  readonly version: HostedVersion
  readonly strategy: Readonly<Strategy>
  readonly description?: string | undefined
  readonly kmsKeyIdentifier?: string | undefined
  readonly tags?: Record<string, string>
  /** Of the world's clock; now unless said. */
  readonly at?: number
}

/** One deployment at a time in an environment, of whatever profile: all others are refused. */
export function beginDeployment(input: BeginInput, world: World): Deployment {
  const {environment, profile, version, strategy, description, kmsKeyIdentifier, tags = {}, at = world.now()} = input
  requireIdle(environment)
  const number = environment.deployments.length + 1
  const deployment: Deployment = {
    number,
    profile,
    version,
    strategy: {...strategy},
    description,
    kmsKeyIdentifier,
    arn: `${environment.arn}/deployment/${number}`,
    tags,
    startedAt: at,
    state: 'DEPLOYING',
    percentage: 0,
    events: [{at, type: 'DEPLOYMENT_STARTED', by: 'USER', description: 'Deployment started'}],
    pending: schedule(strategy, at, world.pace),
  }
  environment.deployments.push(deployment)
  return deployment
}

export function requireIdle({id, deployments}: Environment): void {
  const running = deployments.find(isRunning)
  if (running) throw conflict(`Deployment number ${running.number} is already in progress in environment ${id}`)
}

/** What the environment runs of a profile: the newest deployment that came to its end and was not taken back. */
export function liveDeployment({deployments}: Environment, profile: Profile): Deployment | undefined {
  return deployments.findLast((one) => one.profile === profile && one.state === 'COMPLETE')
}

export function runningDeployment({deployments}: Environment, now: number): Deployment | undefined {
  for (const deployment of deployments) advance(deployment, now)
  return deployments.find(isRunning)
}
