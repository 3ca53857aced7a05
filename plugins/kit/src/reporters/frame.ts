import {stripVTControlCharacters} from 'node:util'

import {displayWidth} from './display-width.js'

/** What stands on the screen, the cursor in the row below it. */
export interface Frame {
  readonly lines: readonly string[]
  /** Of the screen when it was drawn. */
  readonly columns: number
}

export const EMPTY: Frame = {lines: [], columns: 0}

/** A terminal that knows them shows everything in between at once; others leave them out. */
const BEGIN = '\u001B[?2026h'
const END = '\u001B[?2026l'

/**
 * What to write so that `next` stands where `drawn` stood, `above` before it for good. One piece, only the lines that differ,
 * nothing where nothing does.
 */
export function redraw(drawn: Frame, next: Frame, above = ''): string {
  const inPlace = above === '' && drawn.lines.length > 0 && next.columns === drawn.columns
  const text = inPlace ? changedLines(drawn.lines, next.lines) : erase(drawn, next.columns) + above + all(next.lines)
  return text === '' ? '' : BEGIN + text + END
}

function changedLines(drawn: readonly string[], next: readonly string[]): string {
  let text = ''
  let row = 0
  for (const [index, line] of next.entries()) {
    if (line === drawn[index]) continue
    text += `${down(index - row)}${line}\u001B[K\n`
    row = index + 1
  }
  if (text === '' && next.length === drawn.length) return ''
  const rest = next.length < drawn.length ? '\u001B[J' : ''
  return `${up(drawn.length)}${text}${down(next.length - row)}${rest}`
}

/** After a resize the terminal has wrapped what it had shown: a line may take several rows. */
function erase({lines}: Frame, columns: number): string {
  const rows = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0)
  // Row by row: tmux keeps a copy of a window that is cleared from its first row on.
  return rows === 0 ? '' : `${up(rows)}${'\u001B[K\u001B[B'.repeat(rows)}${up(rows)}`
}

function widthOf(line: string): number {
  return displayWidth(stripVTControlCharacters(line))
}

function all(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}

function up(rows: number): string {
  return `\u001B[${rows}A\r`
}

function down(rows: number): string {
  return rows > 0 ? `\u001B[${rows}B` : ''
}
