export interface BatchLimits {
  /** Events of a batch. */
  readonly count: number
  /** Of a batch, and of one event. */
  readonly bytes: number
  readonly eventBytes: number
  /** What each event costs beside its own bytes. */
  readonly overhead?: number
}

/** Events in batches that are as large as may be; an event that is too large alone comes alone. */
export async function* inBatches(
  events: AsyncIterable<Buffer>,
  {count, bytes, overhead = 0}: BatchLimits,
): AsyncGenerator<Buffer[]> {
  let batch: Buffer[] = []
  let size = 0
  for await (const event of events) {
    const more = event.length + overhead
    if (batch.length > 0 && (batch.length === count || size + more > bytes)) {
      yield batch
      batch = []
      size = 0
    }
    batch.push(event)
    size += more
  }
  if (batch.length > 0) yield batch
}
