import type {DeploymentEventType, DeploymentState, TriggeredBy} from '@aws-sdk/client-appconfig'

import type {HostedVersion, Profile, Strategy} from './world.js'

/** A deployment, with what of profile, version and strategy it began with. */
export interface Deployment {
  readonly number: number
  readonly profile: Profile
  readonly version: HostedVersion
  readonly strategy: Readonly<Strategy>
  readonly description?: string | undefined
  readonly kmsKeyIdentifier?: string | undefined
  readonly arn: string
  readonly tags: Record<string, string>
  /** Epoch milliseconds. */
  readonly startedAt: number
  completedAt?: number
  state: DeploymentState
  percentage: number
  /** Oldest first. */
  readonly events: DeploymentNote[]
  /** What is to come, in order. */
  pending: readonly Move[]
}

export interface DeploymentNote {
  readonly at: number
  readonly type: DeploymentEventType
  readonly by: TriggeredBy
  readonly description: string
}

/** What becomes of a deployment at a time, unless something else does before. */
export interface Move {
  readonly at: number
  readonly state?: DeploymentState
  readonly percentage?: number
  readonly note: Omit<DeploymentNote, 'at'>
}

const IN_PROGRESS: ReadonlySet<DeploymentState> = new Set(['BAKING', 'VALIDATING', 'DEPLOYING', 'ROLLING_BACK'])

export function isRunning({state}: Deployment): boolean {
  return IN_PROGRESS.has(state)
}

/** Nothing is driven by timers: whoever asks brings a deployment up to the time of asking. */
export function advance(deployment: Deployment, now: number): void {
  const due = deployment.pending.filter(({at}) => at <= now)
  deployment.pending = deployment.pending.slice(due.length)
  for (const {at, state, percentage, note} of due) {
    deployment.events.push({at, ...note})
    if (percentage !== undefined) deployment.percentage = percentage
    if (!state) continue
    deployment.state = state
    if (!isRunning(deployment)) deployment.completedAt = at
  }
}

export interface RollBackInput {
  readonly now: number
  readonly settleMs: number
  readonly by: TriggeredBy
  readonly description: string
}

/** What was to come does not any more. */
export function rollBack(deployment: Deployment, {now, settleMs, by, description}: RollBackInput): void {
  deployment.state = 'ROLLING_BACK'
  deployment.events.push({at: now, type: 'ROLLBACK_STARTED', by, description})
  deployment.pending = [
    {
      at: now + settleMs,
      state: 'ROLLED_BACK',
      percentage: 0,
      note: {type: 'ROLLBACK_COMPLETED', by: 'APPCONFIG', description: 'Rollback completed'},
    },
  ]
}
