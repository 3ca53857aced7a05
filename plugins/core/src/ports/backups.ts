/** AWS Backup, for what is backed up by its ARN. `undefined` stands for what is not there. */
export interface Backups {
  /** An on-demand backup. Returns the job's id. */
  backUp(input: BackUpInput, signal?: AbortSignal): Promise<string>
  backupJob(id: string, signal?: AbortSignal): Promise<BackupJob | undefined>
  /** One that has come to its end stays as it is. */
  stopBackup(id: string, signal?: AbortSignal): Promise<void>
  /** Of one resource, newest first, whichever vault they are in. */
  recoveryPoints(resource: string, signal?: AbortSignal): Promise<RecoveryPoint[]>
  /** By its ARN, of whichever resource, in whichever vault of the region. */
  findRecoveryPoint(arn: string, signal?: AbortSignal): Promise<RecoveryPoint | undefined>
  /** Restores directories of a file system beside what is in it now. Returns the job's id; nothing can stop it. */
  restoreFiles(input: RestoreFilesInput, signal?: AbortSignal): Promise<string>
  restoreJob(id: string, signal?: AbortSignal): Promise<RestoreJob | undefined>
}

export interface BackUpInput {
  /** ARN. */
  readonly resource: string
  /** Name of the vault. */
  readonly vault: string
  /** ARN of the role that AWS Backup works as. */
  readonly role: string
  /** After so many days AWS deletes it; without it never. */
  readonly keepDays?: number
}

export interface BackupJob {
  readonly id: string
  /** AWS's own: `CREATED`, `PENDING`, `RUNNING`, `COMPLETED`, `ABORTING`, `ABORTED`, `FAILED`, `EXPIRED`, `PARTIAL`. */
  readonly state: string
  readonly reason?: string
  /** 0 to 100. */
  readonly percent?: number
  /** ARN. */
  readonly recoveryPoint?: string
  readonly bytes?: number
  /** Epoch ms. */
  readonly createdAt: number
  readonly completedAt?: number
}

export interface RecoveryPoint {
  readonly arn: string
  readonly vault: string
  /** AWS's own: `EFS`, `RDS`, …; absent where it is the type of the resource that was asked about. */
  readonly resourceType?: string
  /** `COMPLETED` can be restored; also `CREATING`, `PARTIAL`, `DELETING`, `EXPIRED`, … */
  readonly status: string
  /** Epoch ms. */
  readonly createdAt: number
  readonly bytes?: number
}

export interface RestoreFilesInput {
  /** ARN. */
  readonly recoveryPoint: string
  readonly fileSystem: string
  /** From the root of the file system: `/vast`. */
  readonly directory: string
  readonly role: string
}

export interface RestoreJob {
  readonly id: string
  /** AWS's own: `PENDING`, `RUNNING`, `COMPLETED`, `ABORTED`, `FAILED`. */
  readonly state: string
  readonly reason?: string
  readonly percent?: number
  readonly recoveryPoint: string
  /** Epoch ms. */
  readonly createdAt: number
}
