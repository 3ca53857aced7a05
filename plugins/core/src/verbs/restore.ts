import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import {chooseSnapshot} from '../choose-snapshot.js'
import {askConsent} from '../consent.js'
import type {Context} from '../context.js'
import {isCancelled, StackError} from '../errors.js'
import {findBackupTools, findStorage} from '../find-storage.js'
import {livingTasks} from '../living-tasks.js'
import type {RestoreJob} from '../ports/backups.js'
import type {RestoreResult} from '../server-results.js'
import type {Settings} from '../settings.js'
import {followBackup} from '../steps/follow-backup.js'
import {refuseTasks, swapRestored} from '../steps/swap-restored.js'

export interface RestoreInput {
  /** ARN of a recovery point, or `latest`. */
  readonly snapshot: string
  /** Goes on with this job of AWS Backup instead of a new one. */
  readonly job?: string | undefined
  readonly yes: boolean
}

/**
 * Puts a snapshot in the place of the server's data. The data of now is renamed, never deleted. The files come back while the server runs on;
 * it is stopped for the swap alone. Each step can be done again: `job` goes on where an earlier run has ended.
 */
export async function restore<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {snapshot, job: earlier, yes}: RestoreInput,
  ctx: Context,
): Promise<RestoreResult> {
  const began = Date.now()
  const {stage, region} = settings
  return inAccount(settings, ctx, async () => {
    const storage = await findStorage(app, settings, ctx)
    const tools = await findBackupTools(app, settings, ctx)
    const {cluster, service} = storage
    const before = earlier === undefined ? undefined : await jobOf(app.name, earlier, ctx)
    const point = await chooseSnapshot(app.name, before?.recoveryPoint ?? snapshot, storage, ctx)
    const interrupts = ((await ctx.ecs.service(cluster, service))?.desired ?? 0) > 0
    const own = new Set((await livingTasks({cluster, service}, ctx)).map(({arn}) => arn))
    const others = (await livingTasks({cluster}, ctx)).filter(({arn}) => !own.has(arn))
    refuseTasks(app.name, cluster, others)
    const question = {type: 'restore', app: app.name, stage, region, snapshot: point, interrupts, losses: []} as const
    await askConsent({...question, losses: [...question.losses]}, {yes, force: false}, ctx)

    const request = {
      recoveryPoint: point.arn,
      fileSystem: storage.fileSystem,
      directory: tools.directory,
      role: tools.role,
    }
    // Whoever gave up while AWS answers would not know how to go on.
    const id = before?.id ?? (await ctx.backups.restoreFiles(request, ctx.leave))
    const job = await untilRestored(app.name, id, ctx)
    const {aside, task} = await swapRestored({app: app.name, storage, tools, job}, ctx)
    return {
      ...{app: app.name, stage, region, job: id, recoveryPoint: point.arn},
      ...(aside && {aside}),
      ...(task && {task}),
      suggestions: task ? [] : [`aws-stack ${app.name}:start`],
      durationMs: Date.now() - began,
    }
  })
}

async function jobOf(app: string, id: string, ctx: Context): Promise<RestoreJob> {
  const job = await ctx.backups.restoreJob(id)
  if (job) return job
  throw new StackError('NOT_FOUND', `AWS Backup has no restore job ${id}`, {
    details: {job: id},
    suggestions: [`aws-stack ${app}:snapshot:list`],
  })
}

/** The server still runs as before, and AWS Backup has no call that stops a restore. */
async function untilRestored(app: string, id: string, ctx: Context): Promise<RestoreJob> {
  const look = (job: string, signal: AbortSignal) => ctx.backups.restoreJob(job, signal)
  const suggestions = [`aws-stack ${app}:restore --job ${id}`]
  const job = await followBackup({what: 'restore', id, look}, ctx, ctx.signal).catch((error: unknown) => {
    if (!isCancelled(error) || !StackError.is(error)) throw error
    const message = `${error.message}: AWS Backup goes on with restore job ${id}, the data in use is not touched`
    throw new StackError(error.code, message, {details: {...error.details, job: id}, suggestions})
  })
  if (job.state === 'COMPLETED') return job
  const reason = job.reason ?? 'AWS Backup gives no reason'
  throw new StackError('RESTORE_FAILED', `the restore job is ${job.state}, the data in use is not touched: ${reason}`, {
    blame: 'aws',
    details: {job: id, state: job.state, reason},
    suggestions: [`aws-stack ${app}:snapshot:list`],
  })
}
