import type {Context, Stack} from '../context.js'
import type {StackResourceEvent} from '../events.js'

export interface WatchRunningInput {
  readonly part: string
  readonly stack: Stack
  readonly history: boolean
}

export interface Watched {
  /** As it is at rest; `undefined`: it is gone. */
  readonly stack: Stack | undefined
  /** Oldest first. */
  readonly failures: readonly StackResourceEvent[]
}

/** Tells what happens to a stack in an operation that somebody else began, until it is at rest. When `ctx.signal` aborts it is left alone. */
export async function watchRunning({part, stack, history}: WatchRunningInput, ctx: Context): Promise<Watched> {
  const node = {kind: 'stack', name: part} as const
  const failures: StackResourceEvent[] = []
  for await (const resource of ctx.cloudFormation.follow(stack.id, {history}, ctx.signal)) {
    ctx.host.notify({type: 'stack.progress', node, stack: stack.name, resource})
    if (resource.status.endsWith('_FAILED')) failures.push(resource)
  }
  return {stack: await ctx.cloudFormation.describe(stack.id, ctx.signal), failures}
}
