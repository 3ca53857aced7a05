import type {CloudFormation as Client, DescribeStackEventsOutput, StackEvent} from '@aws-sdk/client-cloudformation'

import type {StackResourceEvent} from '../events.js'
import type {Service} from './create-service.js'
import {describeStack} from './describe-stack.js'
import {isStackMissing} from './is-stack-missing.js'
import {createPollInterval} from './poll-interval.js'

/** After so long without an event the stack itself is asked: one that is at rest has none to come. */
const QUIET_MS = 30_000

export interface StackOperation {
  readonly stackId: string
  /** Whether an event with this `ClientRequestToken` is told; one without a token always is. */
  readonly isOurs: (token: string) => boolean
  /** Ids of events that are older than the operation. */
  readonly known: ReadonlySet<string>
}

/** The newest events of a stack, by id. What comes on top of them is news. */
export async function knownEvents(
  cfn: Service<Client>,
  stackId: string,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const {StackEvents = []} = await readPage(cfn, stackId, undefined, signal)
  return new Set(StackEvents.map(({EventId}) => EventId ?? ''))
}

/** The events of one operation, oldest first, each once, until the stack is at rest. Its own last event is the last one. */
export async function* watchStack(
  cfn: Service<Client>,
  operation: StackOperation,
  signal: AbortSignal,
): AsyncGenerator<StackResourceEvent> {
  const seen = new Set(operation.known)
  const interval = createPollInterval()
  let quietMs = 0
  for (;;) {
    let news
    try {
      news = (await readNews(cfn, operation.stackId, seen, signal)).filter(
        ({ClientRequestToken: token}) => !token || operation.isOurs(token),
      )
    } catch (error) {
      // A stack in REVIEW_IN_PROGRESS goes without a trace.
      if (isStackMissing(error)) return
      throw error
    }
    const last = news.findLast((event) => isOfStackItself(event) && !event.ResourceStatus?.endsWith('_IN_PROGRESS'))
    yield* news.filter((event) => event !== last).map(toResourceEvent)
    if (last) {
      yield toResourceEvent(last)
      // *_FAILED can be followed by a rollback.
      if (last.ResourceStatus?.endsWith('_COMPLETE') || (await isAtRest(cfn, operation.stackId, signal))) return
    }

    if (news.length > 0) interval.reset()
    const wait = interval.next()
    quietMs = news.length > 0 ? wait : quietMs + wait
    if (quietMs >= QUIET_MS) {
      if (await isAtRest(cfn, operation.stackId, signal)) return
      quietMs = 0
    }
    await cfn.access.pause(wait, signal)
  }
}

/** Pages back until a known event. Whole pages: CloudFormation does not promise that a late event is on top of an earlier one. */
async function readNews(
  cfn: Service<Client>,
  stackId: string,
  seen: Set<string>,
  signal: AbortSignal,
): Promise<StackEvent[]> {
  // By id: what happens between two pages moves events from the one into the other.
  const news = new Map<string, StackEvent>()
  let nextToken: string | undefined
  do {
    const {StackEvents = [], NextToken} = await readPage(cfn, stackId, nextToken, signal)
    const fresh = StackEvents.filter(({EventId = ''}) => !seen.has(EventId))
    for (const event of fresh) news.set(event.EventId ?? '', event)
    nextToken = fresh.length === StackEvents.length ? NextToken : undefined
  } while (nextToken)
  for (const id of news.keys()) seen.add(id)
  return [...news.values()].reverse()
}

export function readPage(
  cfn: Service<Client>,
  stackId: string,
  NextToken: string | undefined,
  signal: AbortSignal,
): Promise<DescribeStackEventsOutput> {
  const request = {StackName: stackId, NextToken}
  return cfn.call('DescribeStackEvents', (client, options) => client.describeStackEvents(request, options), {
    signal,
    patience: 'watch',
  })
}

/** A nested stack has the same type, but another physical id. */
export function isOfStackItself({ResourceType, PhysicalResourceId, StackId}: StackEvent): boolean {
  return ResourceType === 'AWS::CloudFormation::Stack' && PhysicalResourceId === StackId
}

async function isAtRest(cfn: Service<Client>, stackId: string, signal: AbortSignal): Promise<boolean> {
  const stack = await describeStack(cfn, stackId, {signal, patience: 'watch'})
  return !stack?.status.endsWith('_IN_PROGRESS')
}

export function toResourceEvent(event: StackEvent): StackResourceEvent {
  return {
    logicalId: event.LogicalResourceId ?? '',
    ...(event.PhysicalResourceId && {physicalId: event.PhysicalResourceId}),
    type: event.ResourceType ?? '',
    status: event.ResourceStatus ?? '',
    ...(event.ResourceStatusReason && {reason: event.ResourceStatusReason}),
    at: event.Timestamp?.getTime() ?? 0,
  }
}
