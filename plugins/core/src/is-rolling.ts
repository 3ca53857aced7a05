import type {Context, Stack} from './context.js'
import {StackError} from './errors.js'
import {movingRollouts} from './steps/stop-rollouts.js'

/** A service of the stack is still rolled out. What may not be looked at is a warning. */
export async function isRolling(part: string, stack: Stack, ctx: Context): Promise<boolean> {
  try {
    return (await movingRollouts(stack.id, ctx)).length > 0
  } catch (error) {
    if (!StackError.is(error) || error.code !== 'ACCESS_DENIED') throw error
    const message = `whether a service of ${part} is rolled out could not be told: ${error.message}`
    ctx.host.notify({type: 'warning', code: error.code, message})
    return false
  }
}
