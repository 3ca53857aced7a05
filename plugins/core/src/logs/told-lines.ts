import type {SourceLine} from './log-source.js'

/** So many are remembered, about 30 MB: the lines of five minutes at 600 a second. */
const MOST = 200_000
/** So long after CloudWatch took a line in it may first be seen. */
const UNSEEN_MS = 60_000

/** Which lines were told already: looks overlap, and nothing is told twice. */
export interface ToldLines {
  /** `true`, once for each line. */
  isNew(line: SourceLine): boolean
  /** A look is complete, and ordinary ones go no further back than `since` from now on: of what is older, only what comes in now is new. */
  forget(since: number): void
}

export function createToldLines(most = MOST): ToldLines {
  const told = new Map<string, Pick<SourceLine, 'at' | 'ingestedAt'>>()
  let since = -Infinity
  /** By CloudWatch's clock, not ours. */
  let newest = -Infinity
  let newestBefore = -Infinity
  /** What is not later than this was told, or is given up: too many lines to remember. */
  let floor = -Infinity
  const isPast = ({at, ingestedAt}: Pick<SourceLine, 'at' | 'ingestedAt'>) =>
    at < since && ingestedAt < newestBefore - UNSEEN_MS

  return {
    isNew(line) {
      const key = `${line.source.group} ${line.id}`
      if (told.has(key) || line.at <= floor || isPast(line)) return false
      told.set(key, {at: line.at, ingestedAt: line.ingestedAt})
      newest = Math.max(newest, line.ingestedAt)
      if (told.size > most) {
        const [[first, {at}] = ['', {at: floor}]] = told
        told.delete(first)
        floor = Math.max(floor, at)
      }
      return true
    },
    forget(from) {
      since = from
      newestBefore = newest
      for (const [key, line] of told) if (isPast(line)) told.delete(key)
    },
  }
}
