import type {TransferProgress} from '@aws-stack/core'

/** How far a transfer was, and when. */
export type Mark = Pick<TransferProgress, 'bytes' | 'ms'>

/** What was long ago says little of what is. */
const WINDOW_MS = 5000

/** Those of the last seconds, with the new one. */
export function withMark(marks: readonly Mark[], {bytes, ms}: TransferProgress): Mark[] {
  return [...marks.filter((mark) => mark.ms >= ms - WINDOW_MS), {bytes, ms}]
}

/** Bytes a second: of the last seconds, or of all of it when it is done. */
export function rateOf({bytes, ms, done}: TransferProgress, marks: readonly Mark[]): number {
  const since = (done ? undefined : marks[0]) ?? {bytes: 0, ms: 0}
  const from = since.ms < ms ? since : {bytes: 0, ms: 0}
  return ms > from.ms ? ((bytes - from.bytes) / (ms - from.ms)) * 1000 : 0
}
