import type {Context} from '../context.js'
import {StackError} from '../errors.js'

/** AWS did not let us look: that says nothing about what is there. */
const UNSEEN = ['ACCESS_DENIED', 'AWS_FAILED', 'AWS_REFUSED', 'AWS_THROTTLED', 'AWS_UNREACHABLE']

/** What was seen; `undefined`, and the warning `NOT_VERIFIED` that begins with `what`, where nothing could be. */
export async function unlessUnseen<T>(what: string, check: () => Promise<T>, {host}: Context): Promise<T | undefined> {
  try {
    return await check()
  } catch (error) {
    if (!StackError.is(error) || !UNSEEN.includes(error.code)) throw error
    host.notify({type: 'warning', code: 'NOT_VERIFIED', message: `${what}: ${error.message}`})
    return undefined
  }
}
