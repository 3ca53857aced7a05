import type {Context} from '../context.js'
import {isCancelled, StackError} from '../errors.js'
import {livingTasks} from '../living-tasks.js'
import {serviceOf} from '../service-of.js'
import {taskId} from '../task-id.js'
import {untilSettled} from '../truth/until-settled.js'

export interface StopClusterInput {
  readonly app: string
  readonly cluster: string
  /** Names of those that want tasks. */
  readonly services: readonly string[]
}

/** What could not be stopped, and why. */
interface NotStopped {
  readonly what: string
  readonly name: string
  readonly code: string
  readonly reason: string
}

const REASON = 'stopped by aws-stack'

/**
 * Services first: they would start what is stopped again. What one refusal leaves does not keep the rest; waits until nothing else runs.
 * Throws `STOP_INCOMPLETE` with each refusal.
 */
export async function stopCluster({app, cluster, services}: StopClusterInput, ctx: Context): Promise<void> {
  const {ecs} = ctx
  const scaled = await attempts('service', services, (service) => ecs.updateService({cluster, service, desired: 0}))
  const kept = scaled.map(({name}) => name)
  const listed = (await ecs.tasks({cluster, status: 'RUNNING'})) ?? []
  const toStop = listed.filter((task) => !kept.includes(serviceOf(task) ?? '')).map(({arn}) => arn)
  const stopped = await attempts('task', toStop, (task) => ecs.stopTask({cluster, task, reason: REASON}))

  const left = new Set(stopped.map(({name}) => name))
  await untilSettled(async () => {
    const living = await livingTasks({cluster}, ctx)
    return living.some((task) => !left.has(taskId(task.arn)) && !kept.includes(serviceOf(task) ?? ''))
      ? undefined
      : true
  }, ctx.signal)
  const failures = [...scaled, ...stopped]
  if (failures.length > 0) throw incomplete(app, cluster, failures)
}

async function attempts(
  what: string,
  names: readonly string[],
  act: (name: string) => Promise<void>,
): Promise<NotStopped[]> {
  const failed = await Promise.all(
    names.map(async (name): Promise<NotStopped[]> => {
      try {
        await act(name)
        return []
      } catch (error) {
        if (!StackError.is(error) || isCancelled(error)) throw error
        return [{what, name: taskId(name), code: error.code, reason: error.message}]
      }
    }),
  )
  return failed.flat()
}

function incomplete(app: string, cluster: string, failures: readonly NotStopped[]): StackError {
  const list = failures.map(({what, name, reason}) => `${what} ${name}: ${reason}`)
  const evidence = [{title: 'could not be stopped', lines: list}]
  return new StackError('STOP_INCOMPLETE', `not everything in ${cluster} was stopped: ${list[0]}`, {
    blame: 'aws',
    details: {cluster, failures, evidence},
    suggestions: [`aws-stack ${app}:list`, `aws-stack ${app}:stop-all`],
  })
}
