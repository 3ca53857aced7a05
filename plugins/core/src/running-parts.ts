import type {AppOutline} from './app.js'
import type {Context, Stack} from './context.js'
import {placeOf} from './scope.js'
import type {Settings} from './settings.js'
import {assertOurs, isBusy} from './stack-state.js'

/** The stacks, by part, on which an operation runs now. */
export async function runningParts(
  app: AppOutline,
  settings: Settings,
  parts: readonly string[],
  ctx: Context,
): Promise<Map<string, Stack>> {
  const found = await Promise.all(
    parts.map(async (part): Promise<[string, Stack][]> => {
      const {name, tags} = placeOf(app, settings, part)
      const stack = await ctx.cloudFormation.describe(name)
      if (!stack || !isBusy(stack)) return []
      assertOurs(stack, tags)
      return [[part, stack]]
    }),
  )
  return new Map(found.flat())
}
