/** CloudWatch Logs, read only. */
export interface Logs {
  /** The last lines of one stream, oldest first. `undefined`: the group or the stream is not there. */
  last(wanted: LastLines, signal?: AbortSignal): Promise<LogLine[] | undefined>
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
