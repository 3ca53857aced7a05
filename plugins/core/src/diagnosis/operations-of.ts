import type {StackResourceEvent} from '../events.js'

/** One operation on a stack, as its events tell it. */
export interface StackOperation {
  readonly kind: 'CREATE' | 'UPDATE' | 'DELETE' | 'IMPORT'
  readonly startedAt: number
  /** The stack's state after it; absent while it runs. */
  readonly endedAs?: string
  readonly endedAt?: number
  /** Oldest first. */
  readonly events: readonly StackResourceEvent[]
}

/** With a rollback of its own inside: that is no operation that somebody asked for. */
const STARTS = /^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/
const WELL = /^(CREATE|UPDATE|DELETE|IMPORT)_COMPLETE$/

/** Splits a stack's history, newest first, into its operations, newest first. */
export async function* operationsOf(
  history: AsyncIterable<StackResourceEvent>,
  stackId: string,
): AsyncGenerator<StackOperation> {
  let events: StackResourceEvent[] = []
  for await (const event of history) {
    events.unshift(event)
    const [, kind] = (isOwn(event, stackId) && STARTS.exec(event.status)) || []
    if (!kind) continue
    yield toOperation(kind as StackOperation['kind'], events, stackId)
    events = []
  }
}

/** It did not do what it was asked for, or is on its way back. */
export function hasFailed({endedAs, events}: StackOperation): boolean {
  if (endedAs) return !WELL.test(endedAs)
  return events.some(({status}) => status.includes('ROLLBACK_IN_PROGRESS'))
}

export function endedWell({endedAs = ''}: StackOperation): boolean {
  return WELL.test(endedAs)
}

function toOperation(
  kind: StackOperation['kind'],
  events: readonly StackResourceEvent[],
  stackId: string,
): StackOperation {
  const last = events.findLast((event) => isOwn(event, stackId))
  const ended = last && !last.status.endsWith('_IN_PROGRESS') ? last : undefined
  return {
    kind,
    startedAt: events[0]?.at ?? 0,
    ...(ended && {endedAs: ended.status, endedAt: ended.at}),
    events,
  }
}

/** A nested stack has the same type, but another physical id. */
function isOwn({type, physicalId}: StackResourceEvent, stackId: string): boolean {
  return type === 'AWS::CloudFormation::Stack' && physicalId === stackId
}
