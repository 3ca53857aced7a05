import type {Stack} from '../context.js'
import {describeStack} from './describe-stack.js'
import {createPollInterval} from './poll-interval.js'
import type {StackPoller} from './stack-poller.js'

/** About ten seconds. */
const LOOKS = 12

/**
 * One DescribeStacks. For a moment after an operation AWS may tell the state before it, which could pass for a good end: a stack whose
 * end was seen is looked at until its state is that end, or surely another one.
 */
export async function describeEnded(
  {cfn, ends}: StackPoller,
  stack: string,
  signal: AbortSignal = cfn.access.signal,
): Promise<Stack | undefined> {
  if (!ends.has(stack)) return describeStack(cfn, stack, {signal})
  const end = ends.get(stack)
  const interval = createPollInterval()
  for (let look = 1; ; look += 1) {
    const found = await describeStack(cfn, stack, {signal, patience: 'watch'})
    if (end === undefined || (found?.status ?? 'DELETE_COMPLETE') === end || look === LOOKS) {
      ends.delete(stack)
      return found
    }
    await cfn.access.pause(interval.next(), signal)
  }
}
