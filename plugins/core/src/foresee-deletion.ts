import type {AppDefinition} from './app.js'
import type {Context, Stack} from './context.js'
import type {DataLoss} from './events.js'
import {interruptions} from './interruptions.js'
import {livingResources} from './living-resources.js'
import {oneOffTasks} from './one-off-tasks.js'
import type {ResourceChange} from './plan-result.js'
import {lossesOfDeletion} from './template/data-loss.js'
import {lossOfTraceKey} from './traces/loss-of-trace-key.js'
import {traceKeyOf} from './traces/trace-key-of.js'
import {parseTemplate} from './template/parse-template.js'

export interface ForeseenDeletion {
  readonly losses: readonly DataLoss[]
  /** Without the resources that are kept. */
  readonly removed: readonly ResourceChange[]
}

/** What deleting a part's stack would remove and lose, told from what is deployed alone. */
export async function foreseeDeletion<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  part: string,
  {id, name, status, outputs}: Stack,
  ctx: Context,
): Promise<ForeseenDeletion> {
  if (status === 'REVIEW_IN_PROGRESS' || status === 'ROLLBACK_COMPLETE') return {losses: [], removed: []}
  const [text, living] = await Promise.all([ctx.cloudFormation.template(id), livingResources(id, ctx)])
  const notes = app.stacks.find((definition) => definition.part === part)?.data ?? {}
  const template = parseTemplate(text, `the deployed template of ${name}`)
  const removed = living.flatMap(({logicalId, physicalId, type}): ResourceChange[] => {
    if (physicalId === undefined || template.resources.get(logicalId)?.deletionPolicy !== 'Delete') return []
    return [{logicalId, type, physicalId, action: 'remove', properties: []}]
  })
  const tasks = (await oneOffTasks(living, ctx)).map(({task}) => task)
  const losses = [...lossesOfDeletion({part, template, notes}, living), ...interruptions(part, tasks)]
  const traces = await lossOfTraceKey(part, outputs[traceKeyOf(app, part) ?? ''], ctx)
  return {losses: [...losses, ...traces], removed}
}
