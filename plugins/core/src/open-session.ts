import type {Context} from './context.js'
import {StackError} from './errors.js'
import {checkExec} from './exec-check/check-exec.js'
import {explainUnavailable} from './exec-check/explain-unavailable.js'
import type {Server} from './find-server.js'
import type {EcsSession} from './ports/ecs.js'

/** Starts a command in the server's container. Where the task takes none, what ECS Exec needs is looked at and told. */
export async function openSession(
  app: string,
  {cluster, service, task, container}: Server,
  command: string,
  ctx: Context,
): Promise<EcsSession> {
  try {
    return await ctx.ecs.execute({cluster, task, container, command})
  } catch (error) {
    if (!StackError.is(error) || error.code !== 'EXEC_UNAVAILABLE') throw error
    throw explainUnavailable(error, await checkExec({app, cluster, service, task}, ctx))
  }
}
