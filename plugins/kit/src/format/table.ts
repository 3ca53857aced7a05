import {stripVTControlCharacters} from 'node:util'

/** Rows in aligned columns, two spaces apart, indented by `indent`. Painted cells keep their width. */
export function table(rows: readonly (readonly string[])[], indent = 0): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({length: columns}, (_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  )
  return rows.map((row) => {
    const cells = row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
    return `${' '.repeat(indent)}${cells.join('  ')}`.trimEnd()
  })
}

function widthOf(cell: string): number {
  return stripVTControlCharacters(cell).length
}
