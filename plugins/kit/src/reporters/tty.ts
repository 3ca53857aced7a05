import type {EngineEvent} from '@aws-stack/core'

import {paint} from '../paint.js'
import {EMPTY, redraw} from './frame.js'
import {harmless} from './harmless.js'
import {liveLines} from './live-lines.js'
import {advance, NOTHING, type Progress} from './progress.js'
import type {Reporter} from './reporter.js'
import {createStepLogs} from './step-logs.js'
import {labelOf} from './words.js'

/** A terminal's size and ink. `columns` and `rows` follow a resize; 0 means that it does not say. */
export interface Screenlike {
  readonly columns?: number
  readonly rows?: number
  write(text: string): unknown
}

export interface TtyReporterOptions {
  readonly stream: Screenlike
  /** Build logs and retries too, above the live lines. */
  readonly lines: (event: EngineEvent) => string[]
  readonly verbose: boolean
  /** Takes the colour off where it is not wanted. */
  readonly fitted: (text: string) => string
}

/** Frames per second are few: a deploy's terminal is often far away. */
const FRAME = 100
const TICK = 1000

/** Live lines, drawn over in place. What stays (warnings, failures, the log of a failed step) is written above them. */
export function createTtyReporter({stream, lines, verbose, fitted}: TtyReporterOptions): Reporter {
  const logs = createStepLogs()
  let progress: Progress = NOTHING
  let drawn = EMPTY
  let above = ''
  let frame: NodeJS.Timeout | undefined
  let tick: NodeJS.Timeout | undefined

  const draw = (rows = stream.rows || 24) => {
    clearTimeout(frame)
    frame = undefined
    const columns = stream.columns || 80
    const next = {columns, lines: liveLines(progress, {columns, rows, now: Date.now()}).map(fitted)}
    const text = redraw(drawn, next, above)
    if (text !== '') stream.write(text)
    drawn = next
    above = ''
  }

  return {
    report(event) {
      progress = advance(progress, event, Date.now())
      const staying =
        event.type === 'image.progress' && !verbose ? failedLog(event, logs) : stayingLines(event, lines, verbose)
      above += staying.map((line) => `${harmless(fitted(line))}\n`).join('')
      frame ??= setTimeout(() => draw(), FRAME)
      tick ??= setInterval(() => draw(), TICK)
    },
    say(text) {
      above += `${fitted(text)}\n`
      draw()
    },
    rest() {
      clearInterval(tick)
      tick = undefined
      progress = {...progress, planning: undefined}
      // The last one is not drawn over: it may be higher than the screen.
      draw(Infinity)
      drawn = EMPTY
      progress = {...NOTHING, planned: progress.planned}
    },
  }
}

function failedLog(
  event: Extract<EngineEvent, {type: 'image.progress'}>,
  logs: ReturnType<typeof createStepLogs>,
): string[] {
  const log = logs.take(event.node, event.progress)
  if (event.progress.phase !== 'build' || event.progress.state !== 'failed') return []
  return [paint.danger(`${labelOf(event.node)}: ${event.progress.step} failed`), ...log.map((line) => `  ${line}`)]
}

/** The lines of these events are worth keeping; all others are the live lines' business. */
function stayingLines(event: EngineEvent, lines: TtyReporterOptions['lines'], verbose: boolean): string[] {
  switch (event.type) {
    case 'warning':
      return lines(event).map(paint.changed)
    // Of several failures the command's last word is one only.
    case 'node.failed':
      return lines(event).map(paint.danger)
    case 'backup.progress':
    case 'restore.step':
    case 'stream.resizing':
    case 'identity.found':
    case 'task.changed':
    case 'task.stopping':
      return lines(event).map(paint.quiet)
    case 'transfer.said':
      return lines(event)
    case 'logs.followed':
    case 'retried':
    case 'image.progress':
      return verbose ? lines(event).map(paint.quiet) : []
    case 'plan.started':
    case 'plan.finished':
    case 'run.started':
    case 'node.started':
    case 'node.finished':
    case 'node.cancelling':
    case 'node.cancelled':
    case 'stack.waiting':
    case 'stack.free':
    case 'node.skipped':
    case 'stack.progress':
    case 'stack.settling':
    case 'transfer.progress':
    case 'bucket.emptying':
    case 'traces.encrypting':
    case 'config.uploaded':
    case 'config.waiting':
    case 'config.free':
    case 'config.progress':
    case 'config.purging':
      return []
  }
}
