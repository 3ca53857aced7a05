import type {AppOutline} from './app.js'
import type {Context, Stack} from './context.js'
import {stackName} from './scope.js'
import type {Settings} from './settings.js'

/** The stacks that there are, by part. */
export async function stacksOf(
  app: AppOutline,
  settings: Settings,
  parts: readonly string[],
  ctx: Context,
): Promise<Map<string, Stack>> {
  const found = await Promise.all(
    parts.map(async (part): Promise<[string, Stack][]> => {
      const stack = await ctx.cloudFormation.describe(stackName(app, settings, part))
      return stack ? [[part, stack]] : []
    }),
  )
  return new Map(found.flat())
}
