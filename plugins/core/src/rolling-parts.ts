import type {AppOutline} from './app.js'
import type {Context, Stack} from './context.js'
import {StackError} from './errors.js'
import {placeOf} from './scope.js'
import type {Settings} from './settings.js'
import {assertOurs, isBusy} from './stack-state.js'
import {movingRollouts} from './steps/stop-rollouts.js'

/** The stacks at rest, by part, of which a service is still rolled out. What may not be looked at is a warning. */
export async function rollingParts(
  app: AppOutline,
  settings: Settings,
  parts: readonly string[],
  ctx: Context,
): Promise<Map<string, Stack>> {
  const found = await Promise.all(
    parts.map(async (part): Promise<[string, Stack][]> => {
      const {name, tags} = placeOf(app, settings, part)
      const stack = await ctx.cloudFormation.describe(name)
      if (!stack || isBusy(stack)) return []
      assertOurs(stack, tags)
      return (await isRolling(part, stack, ctx)) ? [[part, stack]] : []
    }),
  )
  return new Map(found.flat())
}

async function isRolling(part: string, stack: Stack, ctx: Context): Promise<boolean> {
  try {
    return (await movingRollouts(stack.id, ctx)).length > 0
  } catch (error) {
    if (!StackError.is(error) || error.code !== 'ACCESS_DENIED') throw error
    const message = `whether a service of ${part} is rolled out could not be told: ${error.message}`
    ctx.host.notify({type: 'warning', code: error.code, message})
    return false
  }
}
