import type {StackEvent} from '@aws-sdk/client-cloudformation'

/** How many ids are kept however old they are. */
const ENOUGH = 1_000
/** An event may turn up so much later than a newer one. CloudFormation is late by seconds. */
const LATEST_MS = 300_000

/** Which events of a stack were seen. Does not grow with the hours: an event older than what is forgotten is none that anybody waits for. */
export interface EventMemory {
  isNews(event: StackEvent): boolean
  remember(events: Iterable<StackEvent>): void
  readonly size: number
}

/** `known`: ids of the newest events before. */
export function createEventMemory(known: ReadonlySet<string>): EventMemory {
  const seen = new Map<string, number>()
  let newest = -Infinity
  /** Events before this time are known. */
  let horizon = -Infinity

  function forget(): void {
    if (seen.size <= ENOUGH) return
    const before = newest - LATEST_MS
    for (const [id, time] of seen) if (time < before) seen.delete(id)
    horizon = Math.max(horizon, before)
  }

  return {
    isNews: (event) => {
      const {EventId = ''} = event
      return !known.has(EventId) && !seen.has(EventId) && timeOf(event) >= horizon
    },
    remember(events) {
      for (const event of events) {
        const time = timeOf(event)
        seen.set(event.EventId ?? '', time)
        newest = Math.max(newest, time)
      }
      forget()
    },
    get size() {
      return seen.size
    },
  }
}

function timeOf({Timestamp}: StackEvent): number {
  return Timestamp?.getTime() ?? 0
}
