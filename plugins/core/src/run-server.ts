import type {AppDefinition} from './app.js'
import type {Context} from './context.js'
import {flatGraph} from './graph.js'
import {runParts} from './run-parts.js'
import {serverOf} from './server-of.js'

/** Does `work` to the server, told as a run of its part alone. */
export async function runServer<Config, Facts, Result>(
  verb: 'start' | 'stop' | 'restart',
  app: AppDefinition<Config, Facts>,
  stage: string,
  ctx: Context,
  work: () => Promise<Result>,
): Promise<Result> {
  const results: Result[] = []
  await runParts(
    {verb, action: verb, app: app.name, stage, graph: flatGraph('stack', [serverOf(app).part])},
    async () => void results.push(await work()),
    // ECS has been asked: a signal ends the looking alone.
    {...ctx, leave: ctx.signal, attach: `aws-stack ${app.name}:status`},
  )
  return results[0] as Result
}
