import type {BackupJobState, Lifecycle, RecoveryPointStatus, RestoreJobStatus} from '@aws-sdk/client-backup'

import type {ServiceClients} from '../cloudformation/clients.js'

export interface BackupOptions {
  readonly accountId: string
  /** Of the local AWS: file systems are folders in it, and so are their copies. */
  readonly folder: string
  /** SDK clients of the services beside it: file systems, roles. */
  clients(region: string): ServiceClients
  /** How long a passing state of a job is there to be seen. */
  readonly stateMs?: number
}

/** What AWS Backup knows, in memory. */
export interface World {
  readonly options: BackupOptions
  readonly regions: Map<string, Region>
  /** Aborted when the server ends or starts anew: no job goes on. */
  readonly closing: AbortController
  /** Jobs that go on. None rejects. */
  readonly jobs: Set<Promise<void>>
}

export interface Region {
  readonly name: string
  readonly vaults: Map<string, Vault>
  readonly backupJobs: Map<string, BackupJob>
  readonly restoreJobs: Map<string, RestoreJob>
}

export interface Vault {
  readonly name: string
  readonly arn: string
  readonly createdAt: Date
  readonly tags: Record<string, string>
  /** By ARN. */
  readonly points: Map<string, RecoveryPoint>
}

export interface RecoveryPoint {
  readonly arn: string
  readonly vault: Vault
  readonly resourceArn: string
  readonly roleArn: string
  readonly createdAt: Date
  completedAt?: Date
  status: RecoveryPointStatus
  bytes: number
  readonly lifecycle?: Lifecycle | undefined
  readonly tags: Record<string, string>
  /** Where the copy is. */
  readonly folder: string
}

export interface BackupJob {
  readonly id: string
  readonly vault: Vault
  readonly point: RecoveryPoint
  readonly createdAt: Date
  readonly token: string | undefined
  state: BackupJobState
  message?: string
  percent: number
  completedAt?: Date
  readonly stop: AbortController
}

export interface RestoreJob {
  readonly id: string
  readonly point: RecoveryPoint
  readonly roleArn: string
  readonly createdAt: Date
  readonly token: string | undefined
  status: RestoreJobStatus
  message?: string
  percent: number
  completedAt?: Date
}

export function createWorld(options: BackupOptions): World {
  return {options, regions: new Map(), closing: new AbortController(), jobs: new Set()}
}

export function goOn({jobs}: World, job: Promise<void>): void {
  jobs.add(job)
  void job.finally(() => jobs.delete(job))
}

export function regionOf({regions}: World, name: string): Region {
  const region = regions.get(name) ?? {name, vaults: new Map(), backupJobs: new Map(), restoreJobs: new Map()}
  regions.set(name, region)
  return region
}
