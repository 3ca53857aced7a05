import type {LastLines, LogLine, Logs} from '../ports/logs.js'

/** Logs in memory. A stream is there from its first `put` on; the one that was put to last is the newest. `failure` is thrown instead of an answer. */
export class FakeLogs implements Logs {
  readonly groups = new Map<string, Map<string, LogLine[]>>()
  failure: Error | undefined

  put(group: string, stream: string, ...messages: string[]): void {
    const streams = this.groups.get(group) ?? new Map<string, LogLine[]>()
    const lines = [...(streams.get(stream) ?? []), ...messages.map((message) => ({at: 0, message}))]
    streams.delete(stream)
    this.groups.set(group, streams.set(stream, lines))
  }

  async last({group, stream, streamPrefix = '', limit, since = 0}: LastLines): Promise<LogLine[] | undefined> {
    if (this.failure !== undefined) throw this.failure
    const streams = this.groups.get(group)
    const newest = [...(streams?.keys() ?? [])].findLast((name) => name.startsWith(streamPrefix))
    return streams
      ?.get(stream ?? newest ?? '')
      ?.filter(({at}) => at >= since)
      .slice(-limit)
  }
}
