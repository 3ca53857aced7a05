import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import {askConsent, type Consent} from '../consent.js'
import type {Context} from '../context.js'
import {deleteInTurn} from '../delete-in-turn.js'
import {assertNotInUse, deletionGraph, type DeployedPart} from '../deletion-graph.js'
import {foreseeDeletion} from '../foresee-deletion.js'
import {describeInTurn} from '../in-turn.js'
import type {DestroyResult} from '../results.js'
import {runParts} from '../run-parts.js'
import {placeOf, stackName, stackTags} from '../scope.js'
import {selectParts} from '../select-nodes.js'
import type {Settings} from '../settings.js'
import {assertDeletable} from '../stack-state.js'
import {releaseTraces} from '../steps/release-traces.js'
import {traceKeyOf} from '../traces/trace-key-of.js'
import {withMembers} from '../with-members.js'

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
  definition: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: DestroyInput,
  ctx: Context,
): Promise<DestroyResult> {
  const began = Date.now()
  const {stage, region} = settings
  const app = await withMembers(definition, settings, ctx)
  const parts = selectParts(app, input.parts)
  const deployed = await inAccount(settings, ctx, () => deployedParts(app, settings, parts, ctx))
  const chosen = deployed.filter(({part}) => parts.includes(part))
  for (const {part, stack} of chosen) assertDeletable(stack, stackTags(app, settings, part))
  if (!input.force) assertNotInUse(`${app.name}:destroy`, chosen, deployed)

  if (chosen.length > 0) {
    const foreseen = await Promise.all(chosen.map(({part, stack}) => foreseeDeletion(app, part, stack, ctx)))
    const losses = foreseen.flatMap(({losses}) => losses)
    const names = chosen.map(({stack}) => stack.name)
    await askConsent({type: 'destroy', app: app.name, stage, region, stacks: names.toReversed(), losses}, input, ctx)

    await runParts(
      {verb: 'destroy', action: 'delete', app: app.name, stage, graph: deletionGraph(chosen)},
      async ({name}) => {
        const {part, stack} = chosen.find(({part}) => part === name) as DeployedPart
        await releaseTraces({part, key: stack.outputs[traceKeyOf(app, part) ?? '']}, ctx)
        await deleteInTurn({place: placeOf(app, settings, part), stack, retain: input.retain ?? [], losses}, ctx)
      },
      {...ctx, attach: `aws-stack ${app.name}:attach`},
    )
  }

  const optional = app.stacks.flatMap((stack) => (stack.optional ? [stack.part] : []))
  const deleted = parts
    .filter((part) => !optional.includes(part) || chosen.some((one) => one.part === part))
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
