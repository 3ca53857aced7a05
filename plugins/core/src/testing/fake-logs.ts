import type {LastLines, LogEvent, LogLine, LogListenInput, LogNews, LogPage, LogPageInput, Logs} from '../ports/logs.js'

/**
 * Logs in memory. A stream is there from its first `put` on; the one that was put to last is the newest. `failure` is thrown instead of an answer.
 * A page holds `pageSize` lines. Live tail tells of what is put while somebody listens, unless `noLiveTail` is thrown instead.
 */
export class FakeLogs implements Logs {
  readonly groups = new Map<string, Map<string, LogEvent[]>>()
  failure: Error | undefined
  noLiveTail: Error | undefined = new Error('the test has no live tail')
  pageSize = 10_000
  /** Called before each page, e.g. to put more. */
  onPage: (wanted: LogPageInput) => void | Promise<void> = () => {}
  readonly pages: LogPageInput[] = []
  readonly #listeners = new Set<(news: LogNews | Error | undefined) => void>()
  #ids = 0

  put(group: string, stream: string, ...messages: string[]): void {
    this.putAt(0, group, stream, ...messages)
  }

  /** Lines of one time, in epoch ms. */
  putAt(at: number, group: string, stream: string, ...messages: string[]): void {
    const streams = this.groups.get(group) ?? new Map<string, LogEvent[]>()
    const events = messages.map((message) => ({
      id: String((this.#ids += 1)),
      at,
      message,
      stream,
      ingestedAt: Date.now(),
    }))
    const lines = [...(streams.get(stream) ?? []), ...events]
    streams.delete(stream)
    this.groups.set(group, streams.set(stream, lines))
    for (const tell of this.#listeners) tell({since: at})
  }

  async last({group, stream, streamPrefix = '', limit, since = 0}: LastLines): Promise<LogLine[] | undefined> {
    if (this.failure !== undefined) throw this.failure
    const streams = this.groups.get(group)
    const newest = [...(streams?.keys() ?? [])].findLast((name) => name.startsWith(streamPrefix))
    return streams
      ?.get(stream ?? newest ?? '')
      ?.filter(({at}) => at >= since)
      .slice(-limit)
      .map(({at, message}) => ({at, message}))
  }

  async page(wanted: LogPageInput): Promise<LogPage | undefined> {
    this.pages.push(wanted)
    await this.onPage(wanted)
    if (this.failure !== undefined) throw this.failure
    const {group, streams: names, since, until = Infinity, filter = '', next = '0'} = wanted
    const streams = this.groups.get(group)
    if (!streams || (names && !names.some((name) => streams.has(name)))) return undefined
    const events = [...streams]
      .flatMap(([name, lines]) => (!names || names.includes(name) ? lines : []))
      .filter(({at, message}) => at >= since && at <= until && message.includes(filter))
      .sort((one, other) => one.at - other.at || Number(one.id) - Number(other.id))
    const end = Number(next) + this.pageSize
    return {events: events.slice(Number(next), end), ...(end < events.length && {next: String(end)})}
  }

  async *listen(_wanted: LogListenInput, signal: AbortSignal): AsyncIterable<LogNews> {
    if (this.noLiveTail) throw this.noLiveTail
    const queue: (LogNews | Error | undefined)[] = [{}]
    let wake = () => {}
    const tell = (news: LogNews | Error | undefined) => {
      queue.push(news)
      wake()
    }
    signal.addEventListener('abort', () => tell(undefined))
    this.#listeners.add(tell)
    try {
      for (;;) {
        while (queue.length === 0) await new Promise<void>((resolve) => (wake = resolve))
        const news = queue.shift()
        if (news === undefined) return
        if (news instanceof Error) throw news
        yield news
      }
    } finally {
      this.#listeners.delete(tell)
    }
  }

  /** Ends every session of live tail: as AWS does after three hours, or cut by an error. */
  endSessions(error?: Error): void {
    for (const tell of this.#listeners) tell(error)
  }
}
