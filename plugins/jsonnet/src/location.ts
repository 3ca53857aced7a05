/** Line and column in one number, both from 1; columns count bytes of UTF-8, as the C++ implementation does. */
export type Position = number

/** A range of a source; `end` is the first position behind it. */
export interface Span {
  readonly begin: Position
  readonly end: Position
}

const COLUMNS = 2 ** 20

export function positionOf(line: number, column: number): Position {
  return line * COLUMNS + Math.min(column, COLUMNS - 1)
}

/** From 1. */
export function lineOf(position: Position): number {
  return Math.floor(position / COLUMNS)
}

/** From 1, in bytes of UTF-8. */
export function columnOf(position: Position): number {
  return position % COLUMNS
}

/** `file:line:column-column`, one column where the range has one character, `(line:column)-(line:column)` over several lines. */
export function formatLocation(file: string, {begin, end}: Span): string {
  const from = `${lineOf(begin)}:${columnOf(begin)}`
  const prefix = file === '' ? '' : `${file}:`
  if (lineOf(begin) !== lineOf(end)) return `${prefix}(${from})-(${lineOf(end)}:${columnOf(end)})`
  return columnOf(end) - columnOf(begin) === 1 ? prefix + from : `${prefix}${from}-${columnOf(end)}`
}
