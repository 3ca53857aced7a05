import type {StackResourceEvent} from '../events.js'

/** An event with a `*_FAILED` status, and whose it is. */
export interface FailedEvent extends StackResourceEvent {
  /** Name of its stack. */
  readonly stack: string
}

export interface FoldedFailures {
  readonly cause?: FailedEvent
  readonly also: readonly FailedEvent[]
  readonly folded: number
}

/** CloudFormation stops what runs beside a failure, and sums up. */
const CANCELLED = /^Resource (creation|update|deletion|import) cancell?ed/i
const SUMMARY = /^The following resource\(s\) failed to /

const STACK = 'AWS::CloudFormation::Stack'

/** The first failure that is no consequence of another. The same for the same events in any order, however often they are told. */
export function foldFailures(events: readonly FailedEvent[]): FoldedFailures {
  const failures = [...new Map(events.map((event) => [keyOf(event), event])).values()].sort(byTime)
  const own = failures.filter((event) => !isConsequence(event, failures))
  // A resource fails again when its rollback does: its first failure counts.
  const first = [
    ...new Map(own.toReversed().map((event) => [`${event.stack} ${event.logicalId}`, event])).values(),
  ].sort(byTime)
  const cause = first[0] ?? failures.find((event) => !isSummary(event)) ?? failures[0]
  const also = first.filter((event) => event !== cause)
  return {...(cause && {cause}), also, folded: cause ? failures.length - 1 - also.length : 0}
}

export function failedEvents(events: readonly StackResourceEvent[], stack: string): FailedEvent[] {
  return events.filter(({status}) => status.endsWith('_FAILED')).map((event) => ({...event, stack}))
}

/** A nested stack that did not come up; its own events say why. */
export function isNestedStack({type, physicalId, stack, logicalId}: FailedEvent): boolean {
  return type === STACK && logicalId !== stack && physicalId !== undefined
}

/** Known for no consequence as soon as it is told. */
export function standsAlone(event: FailedEvent): boolean {
  return !isConsequence(event, [])
}

function isConsequence(event: FailedEvent, failures: readonly FailedEvent[]): boolean {
  if (CANCELLED.test(event.reason ?? '') || isSummary(event)) return true
  return isNestedStack(event) && failures.some(({stack}) => stack === nameOfStack(event.physicalId))
}

/** What a stack says of itself when one of its resources failed. Said without one, it is all that there is. */
function isSummary({logicalId, stack, reason = ''}: FailedEvent): boolean {
  return logicalId === stack || SUMMARY.test(reason)
}

/** `arn:aws:cloudformation:eu-west-1:123456789012:stack/<name>/<id>` */
export function nameOfStack(arn = ''): string {
  return arn.split('/')[1] ?? arn
}

function keyOf({stack, logicalId, type, status, reason = '', at}: FailedEvent): string {
  return JSON.stringify([at, stack, logicalId, status, reason, type])
}

/** CloudFormation gives no order to events of one millisecond; this one is always the same. */
function byTime(one: FailedEvent, other: FailedEvent): number {
  return one.at - other.at || (keyOf(one) < keyOf(other) ? -1 : 1)
}
