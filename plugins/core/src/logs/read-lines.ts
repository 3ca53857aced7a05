import type {Context} from '../context.js'
import type {LogPage} from '../ports/logs.js'
import type {LogSource, SourceLine} from './log-source.js'
import {mergeLines} from './merge-lines.js'

export interface ReadLinesInput {
  readonly sources: readonly LogSource[]
  /** Epoch ms, both included. */
  readonly since: number
  readonly until?: number | undefined
  readonly filter?: string | undefined
  /** Told of each source that is not there. */
  readonly missing: (source: LogSource) => void
}

/** All lines of some sources by their time, read as they are taken: one page of each is held. */
export function readLines(input: ReadLinesInput, ctx: Context, signal: AbortSignal): AsyncIterable<SourceLine> {
  return mergeLines(input.sources.map((source) => linesOf(source, input, ctx, signal)))
}

async function* linesOf(
  source: LogSource,
  {since, until, filter, missing}: ReadLinesInput,
  ctx: Context,
  signal: AbortSignal,
): AsyncIterable<SourceLine> {
  const {group, streams} = source
  let next: string | undefined
  do {
    const page: LogPage | undefined = await ctx.logs.page({group, streams, since, until, filter, next}, signal)
    if (!page) return missing(source)
    for (const event of page.events) yield {...event, source}
    next = page.next
  } while (next !== undefined)
}
