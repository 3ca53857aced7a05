/** One request as it arrived. Tests count with it; nothing in it is secret. */
export interface JournalEntry {
  readonly time: string
  readonly service: string
  readonly operation: string
  readonly region: string
  /** What the address names, where the service says so: the registry its repository. */
  readonly resource?: string
  /** What its parameters and its address name: `{StackName: 'vast-dev-network'}`. */
  readonly names?: Readonly<Record<string, string>>
  readonly accessKeyId?: string
}

export interface Journal {
  add(entry: JournalEntry): void
  /** The latest requests, oldest first. */
  entries(): readonly JournalEntry[]
  /** How many of each service there were since start or `clear`, also those that fell out of the list. */
  counts(): Readonly<Record<string, number>>
  clear(): void
}

export function createJournal(capacity = 5000): Journal {
  let entries: JournalEntry[] = []
  let counts: Record<string, number> = {}

  return {
    add(entry) {
      counts[entry.service] = (counts[entry.service] ?? 0) + 1
      entries.push(entry)
      // Cut in one go, so that a full journal does not move all its entries for each new one.
      if (entries.length >= 2 * capacity) entries = entries.slice(-capacity)
    },
    entries: () => entries.slice(-capacity),
    counts: () => counts,
    clear() {
      entries = []
      counts = {}
    },
  }
}
