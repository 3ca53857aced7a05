import {count} from '../format/count.js'

/** A line of the live display, and what it tells of: nodes that run, have failed, wait or have ended; resources that failed or move. */
export interface Line {
  readonly mark: string
  readonly text: string
  readonly kind: 'running' | 'failed' | 'failure' | 'moving' | 'waiting' | 'ended'
}

/** Where not all fit, the first of these stay. */
const BY_WORTH = ['running', 'moving', 'waiting', 'ended'] as const

/**
 * As many lines as there are rows, in their order; the others are counted: a frame higher than the screen could not be drawn over.
 * What has failed stays, in at most half of the rows.
 */
export function fitRows(lines: readonly Line[], rows: number): readonly Line[] {
  if (lines.length <= rows) return lines
  if (rows <= 0) return []
  const bad = lines.filter(isBad)
  const rest = BY_WORTH.flatMap((wanted) => lines.filter(({kind}) => kind === wanted))
  const shown = bad.slice(0, Math.ceil(rows / 2))
  const kept = new Set([...shown, ...rest, ...bad.slice(shown.length)].slice(0, rows - 1))
  const left = lines.filter((line) => !kept.has(line))
  return [...lines.filter((line) => kept.has(line)), {mark: ' ', text: `… ${countedBy(left)}`, kind: 'moving'}]
}

function isBad({kind}: Line): boolean {
  return kind === 'failed' || kind === 'failure'
}

function countedBy(lines: readonly Line[]): string {
  const number = (wanted: Line['kind']) => lines.filter(({kind}) => kind === wanted).length
  const failures = number('failure')
  return [
    [number('running'), 'running'],
    [number('failed'), 'failed'],
    [failures, count(failures, 'failed resource').replace(/^\d+ /, '')],
    [number('moving'), 'in motion'],
    [number('waiting'), 'waiting'],
    [number('ended'), 'ended'],
  ]
    .flatMap(([amount, word]) => (amount ? [`${amount} ${word}`] : []))
    .join(', ')
}
