import {duration} from '../format/duration.js'
import {size} from '../format/size.js'
import {paint} from '../paint.js'
import type {NodeProgress, Progress} from './progress.js'
import {doing, done, labelOf, reasonOf} from './words.js'

export interface Screen {
  readonly columns: number
  readonly rows: number
  /** Epoch ms. */
  readonly now: number
}

/** One line for each node with its time, what moves below it. Never wider or higher than the screen. */
export function liveLines({planning, nodes}: Progress, screen: Screen): string[] {
  const lines = planning ? [{mark: '·', text: `${planning.text}  ${elapsed(planning.since, screen)}`}] : []
  const width = Math.max(0, ...[...nodes.values()].map(({ref}) => labelOf(ref).length))
  for (const node of nodes.values()) {
    lines.push({mark: markOf(node), text: `${labelOf(node.ref).padEnd(width)}  ${statusOf(node, screen)}`.trimEnd()})
    lines.push(...movingLines(node, screen))
  }
  return fit(lines, screen.rows - 1).map(({mark, text}) => `${mark} ${narrow(text, screen.columns - 3)}`)
}

interface Line {
  mark: string
  text: string
}

function markOf({state}: NodeProgress): string {
  switch (state) {
    case 'waiting':
      return paint.quiet('·')
    case 'running':
      return paint.changed('●')
    case 'changed':
      return paint.added('✔')
    case 'unchanged':
      return paint.quiet('✔')
    case 'failed':
      return paint.danger('✘')
    case 'cancelled':
    case 'skipped':
      return paint.quiet('–')
  }
}

function statusOf(
  {state, action, since, ms, because, outcome, doing: now, layers}: NodeProgress,
  screen: Screen,
): string {
  const ended = ms === undefined ? '' : `  ${duration(ms)}`
  switch (state) {
    case 'waiting':
      return 'waiting'
    case 'running':
      return `${now ?? (action ? doing(action) : '')}${pushedOf(layers)}  ${elapsed(since ?? screen.now, screen)}`
    case 'changed':
    case 'unchanged':
      return `${done(action, state === 'changed')}${ended}`
    case 'failed':
      return `failed${ended}`
    case 'cancelled':
      return `${outcome ?? 'stopped'}${ended}`
    case 'skipped':
      return `not started, ${reasonOf(because ?? '')}`
  }
}

function pushedOf(layers: NodeProgress['layers']): string {
  const totals = [...layers.values()]
  const total = totals.reduce((sum, layer) => sum + layer.total, 0)
  if (total === 0) return ''
  return ` ${size(totals.reduce((sum, {bytes}) => sum + bytes, 0))} of ${size(total)}`
}

function movingLines({state, moving}: NodeProgress, screen: Screen): Line[] {
  if (state !== 'running') return []
  return [...moving.values()].map(({text, since}) => ({mark: ' ', text: `    ${text}  ${elapsed(since, screen)}`}))
}

function elapsed(since: number, {now}: Screen): string {
  return `${Math.max(0, Math.round((now - since) / 1000))} s`
}

/** What does not fit is counted: a frame higher than the screen could not be drawn over. */
function fit(lines: Line[], rows: number): Line[] {
  if (lines.length <= rows) return lines
  const shown = lines.slice(0, Math.max(0, rows - 1))
  return [...shown, {mark: ' ', text: `… ${lines.length - shown.length} more`}]
}

function narrow(text: string, columns: number): string {
  return text.length > columns ? `${text.slice(0, Math.max(0, columns - 1))}…` : text
}
