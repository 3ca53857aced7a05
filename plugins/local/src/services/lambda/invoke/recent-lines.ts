import type {OutputLine} from '../../../containers/container-runtime.js'

/** The last lines that were logged: an idle environment may log for as long as it lives. */
export interface RecentLines {
  add(line: OutputLine): void
  /** The last 4 KB, by time. */
  tail(): string
}

/** More than the tail, as lines come out of order. */
const MOST_LINES = 1000
const MOST_BYTES = 256 * 1024
const TAIL_BYTES = 4096

export function createRecentLines(): RecentLines {
  const lines: OutputLine[] = []
  let bytes = 0
  return {
    add(line) {
      lines.push(line)
      bytes += Buffer.byteLength(line.message)
      while (lines.length > MOST_LINES || (bytes > MOST_BYTES && lines.length > 1))
        bytes -= Buffer.byteLength(lines.shift()!.message)
    },
    tail() {
      const sorted = lines.toSorted((one, other) => one.timestamp - other.timestamp)
      const text = Buffer.from(sorted.map(({message}) => `${message}\n`).join(''))
      return text.subarray(Math.max(0, text.length - TAIL_BYTES)).toString()
    },
  }
}
