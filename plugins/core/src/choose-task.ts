import type {Context} from './context.js'
import {StackError} from './errors.js'
import type {EcsTask} from './ports/ecs.js'
import {taskId} from './task-id.js'

export interface TaskChoice {
  /** The server's. */
  readonly tasks: readonly EcsTask[]
  /** Id or ARN of one of them. */
  readonly wanted: string | undefined
  /** The app's name. */
  readonly app: string
}

/** The tasks of a server that are meant, newest first: the named one, or all. Warns of several that run; throws `NO_SERVER` where the named one is not there. */
export function chooseTasks({tasks, wanted, app}: TaskChoice, {host}: Pick<Context, 'host'>): EcsTask[] {
  const newestFirst = tasks.toSorted((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0))
  if (wanted === undefined) {
    warnOfSeveral(newestFirst.filter(isRunning), host)
    return newestFirst
  }
  const chosen = newestFirst.filter(({arn}) => arn === wanted || taskId(arn) === wanted)
  if (chosen.length > 0) return chosen
  const others = tasks.length > 0 ? `, but ${tasks.map(({arn}) => taskId(arn)).join(', ')}` : ''
  throw new StackError('NO_SERVER', `no task ${wanted} of ${app}'s server runs${others}`, {
    suggestions: [`aws-stack ${app}:status`],
  })
}

export function isRunning({lastStatus}: EcsTask): boolean {
  return lastStatus === 'RUNNING'
}

function warnOfSeveral([newest, ...others]: readonly EcsTask[], host: Context['host']): void {
  if (!newest || others.length === 0) return
  const message = `${others.length + 1} tasks of the server run; commands take the newest, ${taskId(newest.arn)}, unless --task chooses another`
  host.notify({type: 'warning', code: 'SEVERAL_TASKS', message})
}
