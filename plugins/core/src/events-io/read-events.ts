import {basename, extname} from 'node:path'

import {StackError} from '../errors.js'
import {isCompressed} from '../store/decompress.js'

const LINES = ['.ndjson', '.jsonl', '.log']
const NEW_LINE = 0x0a

/** No source takes an event that is larger: what has no end of line is found out before the memory is full. */
const MOST = 16 * 1024 * 1024

/** Whether a file of this name holds an event a line, or is one. What comes in a pipe is lines. */
export function isOfLines(name: string): boolean {
  return name === '-' || LINES.includes(extname(plainName(name)))
}

/** Without the folder, and the ending of its compression. */
export function plainName(name: string): string {
  const base = basename(name).toLowerCase()
  return isCompressed(base) ? base.slice(0, -extname(base).length) : base
}

/** The events of a file: a line each, without those that are empty, or all of it. Throws `SOURCE_NOT_READABLE` for one that nobody takes. */
export async function* readEvents(
  name: string,
  data: AsyncIterable<Buffer>,
  {lines}: {readonly lines: boolean},
): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let length = 0
  const take = (): Buffer => {
    const event = Buffer.concat(held)
    held = []
    length = 0
    return lines && event.at(-1) === 0x0d ? event.subarray(0, -1) : event
  }
  for await (const chunk of data) {
    let from = 0
    for (let end = lines ? chunk.indexOf(NEW_LINE) : -1; end >= 0; end = chunk.indexOf(NEW_LINE, from)) {
      held.push(chunk.subarray(from, end))
      from = end + 1
      const event = take()
      if (event.length > 0) yield event
    }
    held.push(chunk.subarray(from))
    length += chunk.length - from
    if (length > MOST) throw tooLarge(name, lines)
  }
  const last = take()
  if (last.length > 0) yield last
}

function tooLarge(name: string, lines: boolean): StackError {
  const what = lines ? `a line of ${name} has` : `${name} has`
  const advice = lines ? '' : ': --lines sends an event a line'
  return new StackError('SOURCE_NOT_READABLE', `${what} more than ${MOST / 1024 / 1024} MiB${advice}`)
}
