import type {Context} from '../context.js'
import {isCancelled, StackError} from '../errors.js'
import {followLines} from '../logs/follow-lines.js'
import type {LogSource, SourceLine} from '../logs/log-source.js'
import type {EcsTask} from '../ports/ecs.js'
import {taskId} from '../task-id.js'
import {untilStopped} from './until-stopped.js'

export interface FollowTaskInput {
  readonly cluster: string
  readonly task: EcsTask
  readonly sources: readonly LogSource[]
  /** The command that follows it later. */
  readonly logs: string
  /** Rejects where nobody takes the lines any more. */
  readonly write: (line: string) => void | Promise<void>
}

/** Clocks differ, and the streams have nothing of another task. */
const BEFORE_MS = 300_000

/**
 * Tells the lines of a task until it has ended and all of them are told. `ctx.signal` stops it, and so does a line that cannot be handed on
 * (`TARGET_NOT_WRITABLE`); `ctx.leave` leaves it alone.
 */
export async function followTask(input: FollowTaskInput, ctx: Context): Promise<EcsTask> {
  const unwatched = new AbortController()
  const reading = AbortSignal.any([ctx.leave, unwatched.signal])
  let ended: EcsTask | undefined
  const stopping = stopOnSignal(input, ctx)
  const told = tell(input, () => ended !== undefined, ctx, reading)
  // It would go on, and be billed, for nobody.
  told.catch(() => {
    if (!reading.aborted && !ended) stop(input, 'nobody reads what it writes', ctx)
  })
  try {
    ended = await untilStopped(input, ctx)
    await told
    return ended
  } catch (error) {
    unwatched.abort('SIGTERM')
    const unread = await told.then(
      () => undefined,
      (failure: unknown) => failure,
    )
    if (ctx.leave.aborted) throw left(error, input)
    throw ended && error === unread ? unreadUntil(error, input) : error
  } finally {
    stopping.end()
  }
}

async function tell(
  {sources, task, write}: FollowTaskInput,
  ended: () => boolean,
  ctx: Context,
  signal: AbortSignal,
): Promise<void> {
  const since = task.createdAt - BEFORE_MS
  const lines = followLines({sources, since, live: false, missing: () => {}, ended}, ctx, signal)
  for await (const {message} of readable(lines, ctx)) {
    try {
      await write(message)
    } catch (error) {
      throw notWritable(error)
    }
  }
}

/** What cannot be read does not keep the task from its end. */
async function* readable(lines: AsyncIterable<SourceLine>, {host}: Context): AsyncIterable<SourceLine> {
  try {
    yield* lines
  } catch (error) {
    if (!StackError.is(error) || isCancelled(error)) throw error
    host.notify({type: 'warning', code: error.code, message: `the task's log cannot be read: ${error.message}`})
  }
}

function notWritable(error: unknown): StackError {
  const reason = error instanceof Error ? error.message : String(error)
  return new StackError('TARGET_NOT_WRITABLE', `nobody takes what the task writes: ${reason}`, {cause: error})
}

/** The first signal ends the task; the time limit leaves it as it is. */
function stopOnSignal(input: FollowTaskInput, ctx: Context): {end(): void} {
  const {signal} = ctx
  const onAbort = () => {
    if (signal.reason !== 'timeout') stop(input, `cancelled by ${String(signal.reason)}`, ctx)
  }
  signal.addEventListener('abort', onAbort, {once: true})
  if (signal.aborted) onAbort()
  return {end: () => signal.removeEventListener('abort', onAbort)}
}

/** Whoever waits for its end learns how it went. */
function stop({cluster, task}: FollowTaskInput, why: string, {ecs, host, leave}: Context): void {
  host.notify({type: 'task.stopping', task: taskId(task.arn)})
  void ecs.stopTask({cluster, task: task.arn, reason: `aws-stack: ${why}`}, leave).catch((error: unknown) => {
    if (!StackError.is(error) || isCancelled(error)) return
    host.notify({type: 'warning', code: error.code, message: `the task could not be stopped: ${error.message}`})
  })
}

function unreadUntil(error: unknown, {task, cluster, logs}: FollowTaskInput): unknown {
  if (!StackError.is(error) || isCancelled(error)) return error
  const {code, message, details, cause} = error
  return new StackError(code, `${message}; the task ${taskId(task.arn)} has ended`, {
    details: {...details, cluster, task: task.arn},
    suggestions: [logs],
    cause,
  })
}

function left(error: unknown, {task, cluster, logs}: FollowTaskInput): unknown {
  if (!isCancelled(error) || !StackError.is(error)) return error
  const {code, message, details} = error
  return new StackError(code, `${message}: the task ${taskId(task.arn)} is left to itself`, {
    details: {...details, cluster, task: task.arn},
    suggestions: [logs],
    cause: error,
  })
}
