import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {cancelled, isCancelled, StackError} from '../errors.js'
import {findBackupTools, findStorage} from '../find-storage.js'
import type {BackupJob} from '../ports/backups.js'
import type {SnapshotResult} from '../server-results.js'
import type {Settings} from '../settings.js'
import {followBackup} from '../steps/follow-backup.js'

export interface SnapshotInput {
  /** `false`: ends as soon as AWS Backup has taken the job. */
  readonly wait: boolean
  /** After so many days AWS deletes it; without it never. */
  readonly keepDays?: number | undefined
}

/** Backs up the server's file system as it is. The first signal stops the job and waits until it has stopped; the time limit leaves it. */
export async function snapshot<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {wait, keepDays}: SnapshotInput,
  ctx: Context,
): Promise<SnapshotResult> {
  const began = Date.now()
  const {stage, region} = settings
  return inAccount(settings, ctx, async () => {
    const {arn: resource} = await findStorage(app, settings, ctx)
    const {vault, role} = await findBackupTools(app, settings, ctx)
    // Whoever gave up while AWS answers would not know what to stop.
    const id = await ctx.backups.backUp({resource, vault, role, ...(keepDays !== undefined && {keepDays})}, ctx.leave)
    const job = wait ? await untilMade(app.name, id, ctx) : await ctx.backups.backupJob(id)
    return {
      ...{app: app.name, stage, region, job: id, state: job?.state ?? 'CREATED', vault},
      ...(job?.state === 'COMPLETED' && job.recoveryPoint && {recoveryPoint: job.recoveryPoint}),
      ...(job?.bytes !== undefined && {sizeBytes: job.bytes}),
      createdAt: new Date(job?.createdAt ?? began).toISOString(),
      suggestions: wait ? [] : [`aws-stack ${app.name}:snapshot:list`],
      durationMs: Date.now() - began,
    }
  })
}

async function untilMade(app: string, id: string, ctx: Context): Promise<BackupJob> {
  const follow = (signal: AbortSignal) =>
    followBackup({what: 'snapshot', id, look: (job, until) => ctx.backups.backupJob(job, until)}, ctx, signal)
  const job = await follow(ctx.signal).catch(async (error: unknown) => {
    if (!isCancelled(error)) throw error
    throw await stopped(app, id, follow, ctx)
  })
  if (job.state === 'COMPLETED') return job
  const reason = job.reason ?? `AWS Backup gives no reason`
  throw new StackError('SNAPSHOT_FAILED', `the snapshot is ${job.state}: ${reason}`, {
    blame: 'aws',
    details: {job: id, state: job.state, reason},
    suggestions: [`aws-stack ${app}:snapshot`],
  })
}

/** A signal stops the job; when only the time is over, it goes on. */
async function stopped(
  app: string,
  id: string,
  follow: (signal: AbortSignal) => Promise<BackupJob>,
  ctx: Context,
): Promise<StackError> {
  const {code, message, details} = cancelled(ctx.signal)
  const suggestions = [`aws-stack ${app}:snapshot:list`]
  if (code === 'TIMED_OUT') {
    return new StackError(code, `${message}: the snapshot goes on as job ${id}`, {
      details: {...details, job: id},
      suggestions,
    })
  }
  await ctx.backups.stopBackup(id, ctx.leave)
  const {state} = await follow(ctx.leave)
  const end = state === 'COMPLETED' ? 'it was made before it could be stopped' : `it is ${state}`
  return new StackError(code, `${message}: the snapshot was asked to stop, and ${end}`, {
    details: {...details, job: id, state},
    suggestions,
  })
}
