import {failedEvents, type FailedEvent, isNestedStack, nameOfStack} from './fold-failures.js'
import type {Inquiry} from './inquiry.js'
import {operationsOf} from './operations-of.js'

/** CloudFormation nests no deeper without being asked to; a circle would be a bug of the events. */
const DEPTH = 5

/** The failures themselves, and those inside of each nested stack that failed. */
export async function withNested(
  failures: readonly FailedEvent[],
  inquiry: Inquiry,
  depth = DEPTH,
): Promise<FailedEvent[]> {
  const ids = new Set(failures.filter(isNestedStack).map(({physicalId = ''}) => physicalId))
  if (depth === 0 || ids.size === 0) return [...failures]
  const inside = await Promise.all([...ids].map((id) => failuresOf(id, inquiry)))
  const deeper = await withNested(inside.flat(), inquiry, depth - 1)
  return [...failures, ...deeper]
}

/** Of the newest operation that failed: its parent's rollback may have deleted the stack since. */
async function failuresOf(stackId: string, {ctx, look}: Inquiry): Promise<FailedEvent[]> {
  const failures = await look('cloudformation:DescribeStackEvents', async (signal) => {
    for await (const operation of operationsOf(ctx.cloudFormation.history(stackId, signal), stackId)) {
      const failed = failedEvents(operation.events, nameOfStack(stackId))
      if (failed.length > 0) return failed
    }
    return []
  })
  return failures ?? []
}
