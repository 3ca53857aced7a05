import type {Context} from '../context.js'
import {cancelled, StackError} from '../errors.js'
import {type Bell, openLiveBell, silentBell} from './live-bell.js'
import type {LogSource, SourceLine} from './log-source.js'
import {lastOf} from './last-of.js'
import {readLines} from './read-lines.js'
import {createToldLines} from './told-lines.js'

export interface FollowLinesInput {
  readonly sources: readonly LogSource[]
  /** Epoch ms. */
  readonly since: number
  readonly filter?: string | undefined
  /** Of what is there already, only so many. */
  readonly limit?: number | undefined
  /** Live tail says when to look; else it is looked for every now and then. */
  readonly live: boolean
  readonly missing: (source: LogSource) => void
  /** Nothing more is written: the lines end when no look finds another one. */
  readonly ended?: () => boolean
}

/** Ms, all of them. */
export interface Pace {
  /** Between two looks: while lines come, and at most. */
  readonly soon: number
  readonly late: number
  /** Between two looks while live tail is silent. */
  readonly silent: number
  /** So long after a ring lines may come to be seen. */
  readonly settle: number
}

const PACE: Pace = {soon: 1_000, late: 3_000, silent: 30_000, settle: 10_000}
const GROWTH = 1.5
/** Each look goes so far back, and every now and then further: streams are not written in the order of their times. */
const NEAR_MS = 10_000
const WIDE_MS = 300_000
const WIDE_EVERY_MS = 30_000
/** So many looks in a row that find nothing are the end of what has ended. */
const QUIET_LOOKS = 2

/** How often in a row a look may fail but for a throttle; each of its calls was tried again already. */
const PATIENCE = 20
const PASSING = ['AWS_FAILED', 'AWS_UNREACHABLE']

/** What is there, then what comes, none twice and by time as far as that is known when a line is told. Throws when `signal` aborts. */
export async function* followLines(
  input: FollowLinesInput,
  ctx: Context,
  signal: AbortSignal,
  pace = PACE,
): AsyncIterable<SourceLine> {
  let told = createToldLines()
  const bell = input.live ? openLiveBell({...input, pauseMs: pace.soon}, ctx, signal) : silentBell(signal)
  const looks = createLooks(input.since)
  const rhythm = createRhythm(pace, bell)
  let failures = 0
  let quiet = 0
  try {
    for (let since = input.since, isFirst = true; ;) {
      const isLast = input.ended?.() === true
      const look = looks.begin()
      let found = 0
      try {
        const lines = newLines(readLines({...input, since}, ctx, signal), told)
        for await (const line of isFirst && input.limit !== undefined ? lastOf(lines, input.limit) : lines) {
          found += 1
          looks.saw(line.at)
          yield line
        }
        looks.done(look)
        told.forget(looks.horizon())
        isFirst = false
        failures = 0
        quiet = isLast && found === 0 ? quiet + 1 : 0
      } catch (error) {
        failures += 1
        quiet = 0
        // Nothing of a look that is cut to its last lines was told.
        if (isFirst && input.limit !== undefined) told = createToldLines()
        if (!isPassing(error, failures)) throw error
      }
      if (quiet === QUIET_LOOKS) return
      const oldest = await rhythm.pause(found > 0)
      if (signal.aborted) throw cancelled(signal)
      since = Math.max(input.since, Math.min(looks.next(), oldest ?? Infinity))
      if (isFirst) since = input.since
    }
  } finally {
    bell.close()
  }
}

async function* newLines(
  lines: AsyncIterable<SourceLine>,
  told: ReturnType<typeof createToldLines>,
): AsyncIterable<SourceLine> {
  for await (const line of lines) if (told.isNew(line)) yield line
}

/** A throttle says "later", however often. */
function isPassing(error: unknown, failures: number): boolean {
  if (!StackError.is(error)) return false
  return error.code === 'AWS_THROTTLED' || (PASSING.includes(error.code) && failures <= PATIENCE)
}

/** How far back to look next. A look that failed has not been. */
function createLooks(since: number) {
  let lookedAt = since
  let newest = since
  let wideAt = Date.now()
  return {
    begin: () => Date.now(),
    saw: (at: number) => void (newest = Math.max(newest, at)),
    done: (began: number) => void (lookedAt = began),
    /** No ordinary look goes further back. */
    horizon: () => lookedAt - WIDE_MS - NEAR_MS,
    next(): number {
      const now = Date.now()
      if (now - wideAt >= WIDE_EVERY_MS) {
        wideAt = now
        return lookedAt - WIDE_MS
      }
      // Clocks differ: where lines are told with earlier times than ours, theirs count.
      return Math.min(lookedAt, Math.max(newest, lookedAt - WIDE_MS)) - NEAR_MS
    },
  }
}

function createRhythm(pace: Pace, bell: Bell) {
  let interval = pace.soon
  let settledAt = Date.now() + pace.settle
  return {
    async pause(found: boolean): Promise<number | undefined> {
      interval = found ? pace.soon : Math.min(interval * GROWTH, pace.late)
      const isSilent = bell.isLive && Date.now() >= settledAt
      const began = Date.now()
      const wanted = isSilent ? pace.silent : interval
      const oldest = await bell.wait(wanted * (0.8 + Math.random() * 0.4))
      if (oldest !== undefined || Date.now() - began < wanted * 0.8) {
        settledAt = Date.now() + pace.settle
        interval = pace.soon
      }
      return oldest
    },
  }
}
