import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import {untilSettled} from '../truth/until-settled.js'

export interface FollowBackupInput<Job> {
  readonly what: 'snapshot' | 'restore'
  readonly id: string
  readonly look: (id: string, signal: AbortSignal) => Promise<Job | undefined>
}

interface AnyJob {
  readonly state: string
  readonly reason?: string
  readonly percent?: number
}

const PASSING = ['CREATED', 'PENDING', 'RUNNING', 'ABORTING']

/** Tells of a job of AWS Backup until it has come to its end, whichever. `signal` ends the looking alone. */
export async function followBackup<Job extends AnyJob>(
  {what, id, look}: FollowBackupInput<Job>,
  ctx: Context,
  signal: AbortSignal,
): Promise<Job> {
  let told = ''
  return untilSettled(async () => {
    const job = await look(id, signal)
    if (!job) throw new StackError('NOT_FOUND', `AWS Backup has no ${what} job ${id}`, {details: {job: id}})
    const {state, percent} = job
    const news = `${state} ${percent ?? ''}`
    if (news !== told) {
      ctx.host.notify({type: 'backup.progress', what, job: id, state, ...(percent !== undefined && {percent})})
    }
    told = news
    return PASSING.includes(state) ? undefined : job
  }, signal)
}
