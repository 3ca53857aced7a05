import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {DataLoss} from '../events.js'
import {deleteStack, type DeleteStackInput} from './delete-stack.js'
import {emptyBuckets} from './empty-buckets.js'
import {purgeProfiles} from './purge-profiles.js'

export interface DeleteEmptiedInput extends DeleteStackInput {
  /** What the user has agreed to lose: the buckets among it are emptied first. */
  readonly losses: readonly DataLoss[]
}

/** What writes into a bucket is deleted in the same operation, so that one more time is enough; more are for what nobody knows of. */
const ATTEMPTS = 3

/** Deletes one stack with its buckets and its profiles of configurations, also where something was written between the emptying and the deletion. */
export async function deleteEmptied(input: DeleteEmptiedInput, ctx: Context): Promise<void> {
  const {part, losses, stack} = input
  const empty = async () => (await emptyBuckets({part, losses}, ctx)) + (await purgeProfiles({part, stack}, ctx))
  await empty()
  for (let left = ATTEMPTS - 1; ; left -= 1) {
    try {
      return await deleteStack(input, ctx)
    } catch (error) {
      if (!StackError.is(error) || error.code !== 'STACK_FAILED' || left === 0 || ctx.signal.aborted) throw error
      if ((await empty()) === 0) throw error
    }
  }
}
