import type {Alarms, ValidatorFunctions} from './ports.js'
import type {Deployment} from './deployment.js'
import {QUOTAS, type Quotas} from './quotas.js'

export interface AppConfigOptions {
  readonly accountId: string
  /** Epoch milliseconds; the wall's unless said. */
  readonly now?: () => number
  readonly pace?: Partial<Pace>
  readonly functions: ValidatorFunctions
  /** Absent: nothing watches the alarms of an environment. */
  readonly alarms?: Alarms
}

/** How fast deployments go. */
export interface Pace {
  /** Milliseconds that a minute of a deployment strategy takes. */
  readonly minuteMs: number
  /** How long a deployment or a rollback takes to settle, strategy or not: it is never over at once. */
  readonly settleMs: number
  /** Between two looks at the alarms of an environment that is deployed to. */
  readonly lookMs: number
}

export const PACE: Pace = {minuteMs: 1_000, settleMs: 300, lookMs: 200}

/** What AppConfig knows, in memory. */
export interface World {
  readonly options: AppConfigOptions
  pace: Pace
  quotas: Quotas
  readonly regions: Map<string, Region>
  /** Aborted when the server ends or starts anew: no alarm is watched any more. */
  readonly closing: AbortController
  now(): number
}

export interface Region {
  readonly name: string
  readonly applications: Map<string, Application>
  readonly strategies: Map<string, Strategy>
  readonly sessions: Map<string, Session>
  protection: {enabled: boolean; minutes: number}
}

export interface Application {
  readonly id: string
  name: string
  description?: string | undefined
  readonly arn: string
  readonly tags: Record<string, string>
  readonly environments: Map<string, Environment>
  readonly profiles: Map<string, Profile>
}

export interface Environment {
  readonly id: string
  readonly application: Application
  name: string
  description?: string | undefined
  readonly arn: string
  readonly tags: Record<string, string>
  monitors: readonly Monitor[]
  /** Oldest first: number 1 is the first. */
  readonly deployments: Deployment[]
  /** Epoch milliseconds of the wall's clock at which somebody has read a configuration of it. */
  readAt?: number
}

export interface Monitor {
  readonly AlarmArn: string
  readonly AlarmRoleArn?: string
}

export interface Profile {
  readonly id: string
  readonly application: Application
  name: string
  description?: string | undefined
  readonly arn: string
  readonly tags: Record<string, string>
  readonly locationUri: string
  readonly type: string
  retrievalRoleArn?: string | undefined
  kmsKeyIdentifier?: string | undefined
  validators: readonly Validator[]
  /** Oldest first. */
  readonly versions: HostedVersion[]
  /** Numbers are not given twice, also when the newest version is deleted. */
  lastVersion: number
  readAt?: number
}

export interface Validator {
  readonly Type: 'JSON_SCHEMA' | 'LAMBDA'
  readonly Content: string
}

export interface HostedVersion {
  readonly number: number
  readonly content: Buffer
  readonly contentType: string
  readonly description?: string | undefined
  readonly label?: string | undefined
}

export interface Strategy {
  readonly id: string
  readonly name: string
  readonly arn: string
  readonly tags: Record<string, string>
  description?: string | undefined
  minutes: number
  bakeMinutes: number
  growthType: 'LINEAR' | 'EXPONENTIAL'
  growthFactor: number
  readonly replicateTo: 'NONE' | 'SSM_DOCUMENT'
}

/** Somebody who polls for one configuration. */
export interface Session {
  readonly id: string
  readonly environment: Environment
  readonly profile: Profile
  /** Seconds that have to pass between two polls. */
  readonly interval: number | undefined
  polledAt?: number
  /** Number of the deployment whose content the client has. */
  served?: number
}

export function createWorld(options: AppConfigOptions): World {
  return {
    options,
    pace: {...PACE, ...options.pace},
    quotas: QUOTAS,
    regions: new Map(),
    closing: new AbortController(),
    now: options.now ?? Date.now,
  }
}

export function regionOf({regions}: World, name: string): Region {
  const known = regions.get(name)
  if (known) return known
  const region: Region = {
    name,
    applications: new Map(),
    strategies: new Map(),
    sessions: new Map(),
    protection: {enabled: false, minutes: 60},
  }
  regions.set(name, region)
  return region
}
