/** CloudWatch Logs, read only. */
export interface Logs {
  /** The last lines of one stream, oldest first. `undefined`: the group or the stream is not there. */
  last(wanted: LastLines, signal?: AbortSignal): Promise<LogLine[] | undefined>
  /** A page of a group's lines, by their time. `undefined`: the group, or a stream that is named, is not there. */
  page(wanted: LogPageInput, signal?: AbortSignal): Promise<LogPage | undefined>
  /**
   * Live tail, told as news: that lines have come, not which. It has no ids, and leaves lines out above 500 a second. Ends where AWS ends the
   * session after three hours; throws where there is none to have, or it is cut.
   */
  listen(wanted: LogListenInput, signal: AbortSignal): AsyncIterable<LogNews>
}

export interface LastLines {
  readonly group: string
  /** Without it the stream that was written to last, of those that begin with `streamPrefix`. */
  readonly stream?: string
  readonly streamPrefix?: string
  readonly limit: number
  /** Epoch ms; nothing older. */
  readonly since?: number
}

export interface LogLine {
  readonly at: number
  readonly message: string
}

export interface LogPageInput {
  readonly group: string
  /** At most 100; all without it. */
  readonly streams?: readonly string[] | undefined
  /** Epoch ms, both included. */
  readonly since: number
  readonly until?: number | undefined
  /** CloudWatch's filter pattern. */
  readonly filter?: string | undefined
  /** Of the page before. */
  readonly next?: string | undefined
}

export interface LogPage {
  readonly events: readonly LogEvent[]
  /** A page may hold nothing although there is a next one. */
  readonly next?: string
}

export interface LogEvent extends LogLine {
  /** Unique in its group. */
  readonly id: string
  readonly stream: string
  /** Epoch ms: when CloudWatch took it in. */
  readonly ingestedAt: number
}

export interface LogListenInput {
  /** ARNs, at most 10. */
  readonly groups: readonly string[]
  readonly filter?: string | undefined
}

export interface LogNews {
  /** Epoch ms of the oldest line that has come; absent: the session is open, lines are told of from now on. */
  readonly since?: number
}
