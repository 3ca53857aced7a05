import {quietlyInAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {checkExec} from '../exec-check/check-exec.js'
import type {ExecFinding} from '../exec-check/exec-finding.js'
import {findService} from '../find-service.js'
import {serverOf} from '../server-of.js'
import type {Settings} from '../settings.js'

/** Whether commands can be run in the app's server, and what keeps them from it. Throws `NOT_DEPLOYED`. */
export async function checkServerExec<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  ctx: Context,
): Promise<ExecFinding[]> {
  return quietlyInAccount(settings, ctx, async () => {
    const {cluster, service} = await findService(app, settings, serverOf(app).part, ctx)
    return checkExec({app: app.name, cluster, service}, ctx)
  })
}
