import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {BackupTools, Storage} from '../find-storage.js'
import {livingTasks} from '../living-tasks.js'
import type {RestoreJob} from '../ports/backups.js'
import type {EcsTask} from '../ports/ecs.js'
import {startService} from '../start-service.js'
import {stopService} from '../stop-service.js'
import {taskId} from '../task-id.js'
import {isUnmoved, placeRestored} from './place-restored.js'

export interface SwapRestoredInput {
  readonly app: string
  readonly storage: Storage
  readonly tools: BackupTools
  readonly job: RestoreJob
}

export interface Swapped {
  /** Where the data is that was in use. */
  readonly aside?: string
  /** Id of the server's task, where it was started again. */
  readonly task?: string
}

/**
 * Stops the server, puts what was restored in the place of its data, and starts it if it was wanted. Every failure says where the data is, and how
 * to go on; where nothing was moved, the server runs again as before.
 */
export async function swapRestored(input: SwapRestoredInput, ctx: Context): Promise<Swapped> {
  const {app, storage, tools, job} = input
  const {cluster, service} = storage
  const again = [`aws-stack ${app}:restore --job ${job.id}`]
  let state = 'the data in use is not touched'
  let next = again
  let restart = false
  try {
    // The files may have taken hours: somebody may have started or stopped the server meanwhile.
    restart = ((await ctx.ecs.service(cluster, service))?.desired ?? 0) > 0
    if (restart || (await livingTasks({cluster, service}, ctx)).length > 0) {
      state = 'the server is being stopped, and its data is where it was'
      ctx.host.notify({type: 'restore.step', step: 'stop'})
      await stopService(cluster, service, ctx)
    }
    refuseTasks(app, cluster, await livingTasks({cluster}, ctx), again)

    state = 'no server runs, and the data may be moved already: nothing is lost, but start none before this is done'
    ctx.host.notify({type: 'restore.step', step: 'place'})
    const moved = await placeRestored({app, cluster, tools, job}, ctx)
    const aside = moved === undefined ? {} : {aside: moved}
    if (!restart) return aside

    state = 'the restored data is in place, and the server does not serve yet'
    next = [`aws-stack ${app}:start`, `aws-stack ${app}:status`]
    ctx.host.notify({type: 'restore.step', step: 'start'})
    const {arn} = await startService({app, cluster, service}, ctx)
    return {...aside, task: taskId(arn)}
  } catch (error) {
    if (!StackError.is(error)) throw error
    throw isUnmoved(error) ? await asBefore(error, input, restart, ctx) : incomplete(error, job, state, next)
  }
}

/** A task beside the server may have the directory open, and would write to the one that is moved aside. */
export function refuseTasks(
  app: string,
  cluster: string,
  tasks: readonly EcsTask[],
  again: readonly string[] = [],
): void {
  if (tasks.length === 0) return
  const names = tasks.map(({arn, startedBy}) => `${taskId(arn)}${startedBy ? ` (started by ${startedBy})` : ''}`)
  throw new StackError('BUSY', `nothing is moved while other tasks run in ${cluster}: ${names.join(', ')}`, {
    details: {cluster, tasks: tasks.map(({arn}) => arn), moved: false},
    suggestions: [`aws-stack ${app}:status`, ...again],
  })
}

/** The server was stopped for nothing. */
async function asBefore(
  error: StackError,
  {app, storage: {cluster, service}, job}: SwapRestoredInput,
  restart: boolean,
  ctx: Context,
): Promise<StackError> {
  if (!restart) return incomplete(error, job, 'nothing was moved', error.suggestions)
  try {
    ctx.host.notify({type: 'restore.step', step: 'start'})
    await startService({app, cluster, service}, ctx)
    return incomplete(error, job, 'nothing was moved, and the server runs again as before', error.suggestions)
  } catch (failure) {
    if (!StackError.is(failure)) throw failure
    const state = `nothing was moved, and the server does not serve yet: ${failure.message}`
    return incomplete(error, job, state, [`aws-stack ${app}:start`, ...error.suggestions])
  }
}

/** What failed keeps its code: so does a signal. */
function incomplete(error: StackError, {id}: RestoreJob, state: string, suggestions: string[]): StackError {
  const {code, message, blame, details, cause} = error
  return new StackError(code, `${message}; ${state}`, {
    blame,
    details: {...details, job: id, state},
    suggestions,
    ...(cause !== undefined && {cause}),
  })
}
