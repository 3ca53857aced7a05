import type {CloudFormation as Client, StackEvent} from '@aws-sdk/client-cloudformation'

import type {RunningOperation} from '../context.js'
import type {StackResourceEvent} from '../events.js'
import type {Service} from './create-service.js'
import {describeStack} from './describe-stack.js'
import {startedByOf} from './request-token.js'
import {readPage} from './read-news.js'
import type {StackPoller} from './stack-poller.js'
import {isOfStackItself, toResourceEvent, watchStack} from './watch-stack.js'

/** With these a stack begins something; all others of its own go on with it, or end it. */
const BEGINNINGS = new Set(['CREATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'DELETE_IN_PROGRESS', 'IMPORT_IN_PROGRESS'])

/** The events of the operation that runs now, whoever has begun it: what has happened so far (`history`), then each as it comes, until the stack is at rest. */
export async function* followStack(
  poller: StackPoller,
  stackId: string,
  {history}: {readonly history: boolean},
  signal: AbortSignal,
): AsyncGenerator<StackResourceEvent> {
  const {cfn} = poller
  const {events, known} = await readOperation(cfn, stackId, signal)
  const stack = await describeStack(cfn, stackId, {signal, patience: 'watch'})
  if (history) yield* events.map(toResourceEvent)
  if (!stack?.status.endsWith('_IN_PROGRESS')) return
  yield* watchStack(poller, {stackId, known}, signal)
}

/** Since when the present operation runs, and who has begun it, as far as its token tells. */
export async function runningOperation(
  cfn: Service<Client>,
  stackId: string,
  signal: AbortSignal,
): Promise<RunningOperation> {
  const {
    events: [first],
  } = await readOperation(cfn, stackId, signal)
  const startedBy = startedByOf(first?.ClientRequestToken)
  return {
    ...(first?.Timestamp && {since: first.Timestamp.getTime()}),
    ...(startedBy && {startedBy}),
    ...(first?.ClientRequestToken && {token: first.ClientRequestToken}),
  }
}

interface Operation {
  /** Oldest first, from the one that began it. */
  readonly events: readonly StackEvent[]
  /** Ids of all events that were read on the way: the older ones of the last page too. */
  readonly known: ReadonlySet<string>
}

/** Pages back to where the latest operation began. */
async function readOperation(cfn: Service<Client>, stackId: string, signal: AbortSignal): Promise<Operation> {
  const read: StackEvent[] = []
  let nextToken: string | undefined
  let first: number
  do {
    const {StackEvents = [], NextToken} = await readPage(cfn, stackId, nextToken, signal)
    read.push(...StackEvents)
    nextToken = NextToken
    first = read.findIndex((event) => isOfStackItself(event) && BEGINNINGS.has(event.ResourceStatus ?? ''))
  } while (nextToken && first === -1)
  const events = first === -1 ? read : read.slice(0, first + 1)
  return {events: events.toReversed(), known: new Set(read.map(({EventId = ''}) => EventId))}
}
