import type {StackEvent} from '@aws-sdk/client-cloudformation'

import type {StackResourceEvent} from '../events.js'
import {describeStack} from './describe-stack.js'
import {createEventMemory} from './event-memory.js'
import {isStackMissing} from './is-stack-missing.js'
import {readNews} from './read-news.js'
import type {StackPoller} from './stack-poller.js'

/** After so long without an event the stack itself is asked: one that is at rest has none to come. */
const QUIET_MS = 30_000

export interface StackOperation {
  readonly stackId: string
  /** Whether a request with this `ClientRequestToken` is ours. Without it: whatever happens on the stack, whoever started it. */
  readonly isOurs?: (token: string) => boolean
  /** Ids of events that are older than the operation. */
  readonly known: ReadonlySet<string>
  /** A deletion: where another run began one a moment before, AWS takes our request for that one, and its events have the other's token. */
  readonly deletes?: boolean
}

/** The events of one operation, oldest first, each once, until the stack is at rest. Its own last event is the last one. */
export async function* watchStack(
  poller: StackPoller,
  operation: StackOperation,
  signal: AbortSignal,
): AsyncGenerator<StackResourceEvent> {
  const seat = poller.join(operation.stackId)
  try {
    const end = yield* follow(poller, operation, (moved) => seat.next(moved, signal), signal)
    poller.ends.set(operation.stackId, end)
  } finally {
    seat.leave()
  }
}

/** Returns the state in which the events left the stack, where they said so. */
async function* follow(
  {cfn}: StackPoller,
  {stackId, isOurs, known, deletes = false}: StackOperation,
  untilNextLook: (moved: boolean) => Promise<void>,
  signal: AbortSignal,
): AsyncGenerator<StackResourceEvent, string | undefined> {
  const {now} = cfn.access
  const memory = createEventMemory(known)
  const isAtRest = async () => !(await describeStack(cfn, stackId, WATCHING(signal)))?.status.endsWith('_IN_PROGRESS')
  let startedAt: number | undefined
  let looksAtRest = 0
  let quietSince = now()
  for (;;) {
    let news
    try {
      news = await readNews(cfn, stackId, {known, memory}, signal)
    } catch (error) {
      // A stack in REVIEW_IN_PROGRESS goes without a trace.
      if (isStackMissing(error)) return 'DELETE_COMPLETE'
      throw error
    }
    const isOwn = ({ClientRequestToken: token, ResourceStatus: status}: StackEvent) =>
      !isOurs || !token || isOurs(token) || (deletes && status?.startsWith('DELETE_'))
    const first = news.find(isOwn)
    startedAt ??= first && timeOf(first)
    // CloudFormation does one operation at a time: what somebody asks for after ours, a cancellation, is ours too.
    const ours = news.filter((event) => isOwn(event) || timeOf(event) > (startedAt ?? Infinity))
    const last = isOurs ? ours.findLast(isEnd) : ours.findLast(isOfStackItself)
    const end = last && isEnd(last) ? last : undefined
    yield* ours.filter((event) => event !== end).map(toResourceEvent)
    if (end) {
      yield toResourceEvent(end)
      // *_FAILED can be followed by a rollback, and another's operation by the next one.
      if ((isOurs && end.ResourceStatus?.endsWith('_COMPLETE')) || (await isAtRest())) return end.ResourceStatus
    }
    if (news.length > 0) quietSince = now()
    if (now() - quietSince >= QUIET_MS) {
      quietSince = now()
      // Before the first event it may be told as it was before the operation.
      if ((await isAtRest()) && (startedAt !== undefined || (looksAtRest += 1) > 1)) return undefined
    }
    await untilNextLook(news.length > 0)
  }
}

const WATCHING = (signal: AbortSignal) => ({signal, patience: 'watch' as const})

/** A nested stack has the same type, but another physical id. */
export function isOfStackItself({ResourceType, PhysicalResourceId, StackId}: StackEvent): boolean {
  return ResourceType === 'AWS::CloudFormation::Stack' && PhysicalResourceId === StackId
}

function isEnd(event: StackEvent): boolean {
  return isOfStackItself(event) && !event.ResourceStatus?.endsWith('_IN_PROGRESS')
}

function timeOf({Timestamp}: StackEvent): number {
  return Timestamp?.getTime() ?? 0
}

export function toResourceEvent(event: StackEvent): StackResourceEvent {
  return {
    logicalId: event.LogicalResourceId ?? '',
    ...(event.PhysicalResourceId && {physicalId: event.PhysicalResourceId}),
    type: event.ResourceType ?? '',
    status: event.ResourceStatus ?? '',
    ...(event.ResourceStatusReason && {reason: event.ResourceStatusReason}),
    at: timeOf(event),
  }
}
