import type {CloudFormation as Client, DescribeStackEventsOutput, StackEvent} from '@aws-sdk/client-cloudformation'

import type {Service} from './create-service.js'
import type {EventMemory} from './event-memory.js'

/** CloudFormation does not promise that a late event is on top of an earlier one; it may be below so many of a page. */
const LATE_SHARE = 0.1

/** The newest events of a stack, by id. What comes on top of them is news. */
export async function knownEvents(
  cfn: Service<Client>,
  stackId: string,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const {StackEvents = []} = await readPage(cfn, stackId, undefined, signal)
  return new Set(StackEvents.map(({EventId}) => EventId ?? ''))
}

/** What the memory does not hold, oldest first. Pages back until enough of a page is known; the memory holds all of it then. */
export async function readNews(
  cfn: Service<Client>,
  stackId: string,
  {known, memory}: {known: ReadonlySet<string>; memory: EventMemory},
  signal: AbortSignal,
): Promise<StackEvent[]> {
  // By id: what happens between two pages moves events from the one into the other.
  const read = new Map<string, StackEvent>()
  let longest = 0
  let nextToken: string | undefined
  do {
    const {StackEvents = [], NextToken} = await readPage(cfn, stackId, nextToken, signal)
    for (const event of StackEvents) read.set(event.EventId ?? '', event)
    longest = Math.max(longest, StackEvents.length)
    nextToken = NextToken
  } while (nextToken && !isEnough(read, longest, memory))

  const events = [...read.values()]
  const lastSeen = events.findLastIndex((event) => !memory.isNews(event))
  // Where the known ones were a full page there are older ones below, which are no news.
  const recent = lastSeen >= 0 && known.size >= longest ? events.slice(0, lastSeen) : events
  const news = recent.filter((event) => memory.isNews(event)).reverse()
  memory.remember(events)
  return news
}

function isEnough(read: ReadonlyMap<string, StackEvent>, longest: number, memory: EventMemory): boolean {
  const seen = [...read.values()].filter((event) => !memory.isNews(event)).length
  return seen > 0 && seen >= longest * LATE_SHARE
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
