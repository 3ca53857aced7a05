import type {AppDefinition} from '../app.js'
import {askConsent, type Consent} from '../consent.js'
import type {Context, Stack} from '../context.js'
import {deletionGraph} from '../deletion-graph.js'
import type {DataLoss} from '../events.js'
import type {DestroyResult} from '../results.js'
import {runGraph} from '../run-graph.js'
import {stackName} from '../scope.js'
import {selectParts} from '../select-nodes.js'
import type {Settings} from '../settings.js'
import {assertDeletable} from '../stack-state.js'
import {deleteStack} from '../steps/delete-stack.js'
import {lossesOfDeletion} from '../template/data-loss.js'
import {parseTemplate} from '../template/parse-template.js'

export interface DestroyInput extends Consent {
  /** Only these parts; all without it. */
  readonly parts?: readonly string[] | undefined
}

/**
 * Says what is lost, asks, deletes the stacks in reverse order. Looks at what is deployed alone: it works without the settings
 * that made it, also after a deploy that stopped half-way.
 */
export async function destroy<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: DestroyInput,
  ctx: Context,
): Promise<DestroyResult> {
  const began = Date.now()
  const {stage, region} = settings
  const parts = selectParts(app, input.parts)
  const found = await Promise.all(
    parts.map(async (part) => [part, await ctx.cloudFormation.describe(stackName(app, settings, part))] as const),
  )
  const stacks = new Map(found.filter((entry): entry is [string, Stack] => entry[1] !== undefined))
  for (const stack of stacks.values()) assertDeletable(stack)

  if (stacks.size > 0) {
    const losses = (await Promise.all([...stacks].map(([part, stack]) => lossesOf(app, part, stack, ctx)))).flat()
    const names = [...stacks.values()].map(({name}) => name)
    await askConsent({type: 'destroy', app: app.name, stage, region, stacks: names.toReversed(), losses}, input, ctx)

    const graph = deletionGraph(stacks)
    ctx.host.notify({
      type: 'run.started',
      verb: 'destroy',
      app: app.name,
      stage,
      nodes: [...graph.values()].map(({ref}) => ref),
    })
    await runGraph(
      graph,
      async ({ref}) => {
        const started = Date.now()
        ctx.host.notify({type: 'node.started', node: ref, action: 'delete'})
        await deleteStack({app: app.name, part: ref.name, stack: stacks.get(ref.name) as Stack}, ctx)
        ctx.host.notify({type: 'node.finished', node: ref, changed: true, ms: Date.now() - started})
      },
      ctx,
    )
  }

  const deleted = parts
    .toReversed()
    .map((part) => ({part, name: stackName(app, settings, part), deleted: stacks.has(part)}))
  return {app: app.name, stage, region, changed: stacks.size > 0, stacks: deleted, durationMs: Date.now() - began}
}

async function lossesOf<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  part: string,
  {id, name, status}: Stack,
  ctx: Context,
): Promise<DataLoss[]> {
  if (status === 'REVIEW_IN_PROGRESS' || status === 'ROLLBACK_COMPLETE') return []
  const [text, resources] = await Promise.all([ctx.cloudFormation.template(id), ctx.cloudFormation.resources(id)])
  const notes = app.stacks.find((definition) => definition.part === part)?.data ?? {}
  const physicalIds = resources.flatMap(({logicalId, physicalId, status}): [string, string][] =>
    physicalId && status !== 'DELETE_COMPLETE' ? [[logicalId, physicalId]] : [],
  )
  const template = parseTemplate(text, `the deployed template of ${name}`)
  return lossesOfDeletion({part, template, notes}, new Map(physicalIds))
}
