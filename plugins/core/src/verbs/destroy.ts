import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import {askConsent, type Consent} from '../consent.js'
import type {Context, Stack} from '../context.js'
import {deleteInTurn} from '../delete-in-turn.js'
import {deletionGraph, type DeployedPart, takesFrom} from '../deletion-graph.js'
import {StackError} from '../errors.js'
import type {DataLoss} from '../events.js'
import {nodesOf} from '../graph.js'
import {describeInTurn} from '../in-turn.js'
import {livingResources} from '../living-resources.js'
import type {DestroyResult} from '../results.js'
import {runGraph} from '../run-graph.js'
import {placeOf, stackName, stackTags} from '../scope.js'
import {selectParts} from '../select-nodes.js'
import type {Settings} from '../settings.js'
import {assertDeletable} from '../stack-state.js'
import {lossesOfDeletion} from '../template/data-loss.js'
import {parseTemplate} from '../template/parse-template.js'

export interface DestroyInput extends Consent {
  /** Only these parts; all without it. */
  readonly parts?: readonly string[] | undefined
  /** Logical ids that are left behind where a deletion has failed at them (`RetainResources`). */
  readonly retain?: readonly string[] | undefined
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
  const deployed = await inAccount(settings, ctx, () => deployedParts(app, settings, parts, ctx))
  const chosen = deployed.filter(({part}) => parts.includes(part))
  for (const {part, stack} of chosen) assertDeletable(stack, stackTags(app, settings, part))
  if (!input.force) assertNotInUse(app.name, chosen, deployed)

  if (chosen.length > 0) {
    const losses = (await Promise.all(chosen.map(({part, stack}) => lossesOf(app, part, stack, ctx)))).flat()
    const names = chosen.map(({stack}) => stack.name)
    await askConsent({type: 'destroy', app: app.name, stage, region, stacks: names.toReversed(), losses}, input, ctx)

    const graph = deletionGraph(chosen)
    ctx.host.notify({type: 'run.started', verb: 'destroy', app: app.name, stage, nodes: nodesOf(graph)})
    await runGraph(
      graph,
      async ({ref}) => {
        const started = Date.now()
        ctx.host.notify({type: 'node.started', node: ref, action: 'delete'})
        const {part, stack} = chosen.find(({part}) => part === ref.name) as DeployedPart
        await deleteInTurn({place: placeOf(app, settings, part), stack, retain: input.retain ?? []}, ctx)
        ctx.host.notify({type: 'node.finished', node: ref, changed: true, ms: Date.now() - started})
      },
      {...ctx, attach: `aws-stack ${app.name}:attach`},
    )
  }

  const deleted = parts
    .toReversed()
    .map((part) => ({part, name: stackName(app, settings, part), deleted: chosen.some((one) => one.part === part)}))
  return {app: app.name, stage, region, changed: chosen.length > 0, stacks: deleted, durationMs: Date.now() - began}
}

/** A stack that is to be deleted is waited for; the others are only looked at. */
async function deployedParts<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  chosen: readonly string[],
  ctx: Context,
): Promise<DeployedPart[]> {
  const found = await Promise.all(
    app.stacks.map(async ({part, after = []}) => {
      const place = placeOf(app, settings, part)
      const stack = chosen.includes(part) ? describeInTurn(place, ctx) : ctx.cloudFormation.describe(place.name)
      return {part, after, stack: await stack}
    }),
  )
  return found.filter((one): one is DeployedPart => one.stack !== undefined)
}

/** Without exports CloudFormation does not know that another stack lives on this one; we do. */
function assertNotInUse(app: string, chosen: readonly DeployedPart[], deployed: readonly DeployedPart[]): void {
  const staying = deployed.filter((one) => !chosen.includes(one))
  const takers = staying.filter((one) => chosen.some((giver) => takesFrom(one, giver)))
  if (takers.length === 0) return
  const parts = [...takers, ...chosen].map(({part}) => `--part ${part}`)
  throw new StackError(
    'PART_IN_USE',
    `nothing was deleted: ${takers.map(({stack}) => stack.name).join(', ')} lives on it`,
    {
      details: {parts: takers.map(({part}) => part)},
      suggestions: [`aws-stack ${app}:destroy ${parts.join(' ')}`],
    },
  )
}

async function lossesOf<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  part: string,
  {id, name, status}: Stack,
  ctx: Context,
): Promise<DataLoss[]> {
  if (status === 'REVIEW_IN_PROGRESS' || status === 'ROLLBACK_COMPLETE') return []
  const [text, living] = await Promise.all([ctx.cloudFormation.template(id), livingResources(id, ctx)])
  const notes = app.stacks.find((definition) => definition.part === part)?.data ?? {}
  const template = parseTemplate(text, `the deployed template of ${name}`)
  return lossesOfDeletion({part, template, notes}, living)
}
