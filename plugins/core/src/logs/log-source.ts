import type {LogEvent} from '../ports/logs.js'

/** A log group to read, or some of its streams. */
export interface LogSource {
  /** What its lines are told as coming from. */
  readonly name: string
  readonly group: string
  /** For live tail; without it the group is only looked at. */
  readonly arn?: string
  readonly streams?: readonly string[]
}

export interface SourceLine extends LogEvent {
  readonly source: LogSource
}
