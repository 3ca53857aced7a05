import type {BackupJob, Backups, BackUpInput, RecoveryPoint, RestoreFilesInput, RestoreJob} from '../ports/backups.js'

/**
 * An AWS Backup in memory. A job goes through the states of `states` (`['RUNNING', 'COMPLETED']`), one for each look at it; a backup that is
 * `COMPLETED` is a recovery point. `stopBackup` makes the next look `ABORTED`. `failures.set(method, error)` makes a method throw.
 */
export class FakeBackups implements Backups {
  readonly calls: string[] = []
  readonly points: RecoveryPoint[] = []
  /** Of other resources. */
  readonly elsewhere: RecoveryPoint[] = []
  readonly failures = new Map<keyof Backups, Error>()
  readonly restores = new Map<string, RestoreJob>()
  states: string[] = ['RUNNING', 'COMPLETED']
  /** Why a job that fails does. */
  reason: string | undefined
  readonly #jobs = new Map<string, {states: string[]; input?: BackUpInput}>()

  async backUp(input: BackUpInput): Promise<string> {
    this.#called('backUp', `${input.resource} ${input.vault} ${input.keepDays ?? 'for ever'}`)
    return this.#begin(`backup-${this.#jobs.size + 1}`, input)
  }

  async backupJob(id: string): Promise<BackupJob | undefined> {
    this.#called('backupJob', id)
    const job = this.#jobs.get(id)
    if (!job?.input) return undefined
    const state = this.#next(id)
    const arn = `arn:recovery-point:${id}`
    if (state !== 'COMPLETED') return {id, state, percent: 50, createdAt: 1, ...(this.reason && {reason: this.reason})}
    this.points.unshift({arn, vault: job.input.vault, status: 'COMPLETED', createdAt: 1, bytes: 1000})
    return {id, state, percent: 100, recoveryPoint: arn, bytes: 1000, createdAt: 1, completedAt: 2}
  }

  async stopBackup(id: string): Promise<void> {
    this.#called('stopBackup', id)
    this.#jobs.get(id)!.states = ['ABORTED']
  }

  async recoveryPoints(resource: string): Promise<RecoveryPoint[]> {
    this.#called('recoveryPoints', resource)
    return [...this.points]
  }

  async findRecoveryPoint(arn: string): Promise<RecoveryPoint | undefined> {
    this.#called('findRecoveryPoint', arn)
    return this.elsewhere.find((point) => point.arn === arn)
  }

  async restoreFiles({recoveryPoint, fileSystem, directory}: RestoreFilesInput): Promise<string> {
    this.#called('restoreFiles', `${recoveryPoint} ${fileSystem} ${directory}`)
    const id = this.#begin(`restore-${this.#jobs.size + 1}`)
    this.restores.set(id, {id, state: 'PENDING', recoveryPoint, createdAt: 1_700_000_000_000})
    return id
  }

  async restoreJob(id: string): Promise<RestoreJob | undefined> {
    this.#called('restoreJob', id)
    const job = this.restores.get(id)
    return job && {...job, state: this.#next(id), ...(this.reason && {reason: this.reason})}
  }

  #begin(id: string, input?: BackUpInput): string {
    this.#jobs.set(id, {states: [...this.states], ...(input && {input})})
    return id
  }

  /** The last state stays. */
  #next(id: string): string {
    const states = this.#jobs.get(id)?.states ?? ['COMPLETED']
    return (states.length > 1 ? states.shift() : states[0]) ?? ''
  }

  #called(method: keyof Backups, what: string): void {
    this.calls.push(`${method} ${what}`)
    const failure = this.failures.get(method)
    if (failure) throw failure
  }
}
