import {columnOf, lineOf, type Span} from './location.js'

/** The first line of a place in a source, and marks below the part that is meant. */
export function excerptOf(source: string, {begin, end}: Span): string {
  const line = Buffer.from(source.split('\n')[lineOf(begin) - 1] ?? '', 'utf8')
  const from = columnOf(begin) - 1
  const to = lineOf(end) === lineOf(begin) ? columnOf(end) - 1 : line.length
  // Columns count bytes, marks characters.
  const [before, marked] = [line.subarray(0, from), line.subarray(from, to)].map((bytes) =>
    Array.from(bytes.toString('utf8')),
  )
  const space = before!.map((character) => (character === '\t' ? '\t' : ' ')).join('')
  return `${line.toString('utf8').trimEnd()}\n${space}${'^'.repeat(Math.max(1, marked!.length))}`
}
