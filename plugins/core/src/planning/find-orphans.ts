import type {AppDefinition} from '../app.js'
import type {Context, Stack} from '../context.js'
import {type DeployedPart} from '../deletion-graph.js'
import {foreseeDeletion, type ForeseenDeletion} from '../foresee-deletion.js'
import {describeInTurn} from '../in-turn.js'
import {placeOf} from '../scope.js'
import type {Settings} from '../settings.js'
import {isOurs} from '../stack-state.js'

/** A part that is deployed and that the settings no longer name. */
export interface Orphan extends DeployedPart, ForeseenDeletion {}

/**
 * The stacks of these optional parts, which the settings do not name. Parts that only another version of the plugin knows are not looked for.
 * One DescribeStacks for each that is not there.
 */
export async function findOrphans<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  parts: readonly string[],
  ctx: Context,
): Promise<Orphan[]> {
  const found = await Promise.all(
    app.stacks
      .filter(({part}) => parts.includes(part))
      .map(async ({part, after = []}): Promise<Orphan[]> => {
        const stack = await deletable(app, settings, part, ctx)
        return stack ? [{part, after, stack, ...(await foreseeDeletion(app, part, stack, ctx))}] : []
      }),
  )
  return found.flat()
}

/** Not somebody else's of the same name, and not one that somebody protects. */
async function deletable<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  part: string,
  ctx: Context,
): Promise<Stack | undefined> {
  const place = placeOf(app, settings, part)
  const found = await ctx.cloudFormation.describe(place.name)
  if (!found || !isOurs(found, place.tags)) return undefined
  const stack = await describeInTurn(place, ctx)
  if (!stack?.terminationProtection) return stack
  const message = `the settings no longer name ${part}, but ${stack.name} is protected against deletion and stays`
  ctx.host.notify({type: 'warning', code: 'STACK_PROTECTED', message})
  return undefined
}
