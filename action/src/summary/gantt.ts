import {duration} from '@aws-stack/kit/hosted'

import {codeBlock} from '../markdown.js'
import type {CommandRun} from '../run.js'
import {clip} from './clip.js'

const MOST_ROWS = 15
const WIDTH = 40
const LABEL = 36
/** All of it together: else nothing took long. */
const LONG_MS = 10_000
/** Of the whole: less is no bar. */
const SHORTEST = 0.02

interface Bar {
  readonly label: string
  readonly from: number
  readonly to: number
}

/** The slowest images, resources and configurations side by side, in the order in which they began. Empty where nothing took long. */
export function gantt(command: CommandRun, now = Date.now()): string {
  const bars = barsOf(command, now)
  const first = Math.min(...bars.map(({from}) => from))
  const whole = Math.max(...bars.map(({to}) => to)) - first
  const shown = bars
    .filter(({from, to}) => to - from >= whole * SHORTEST)
    .toSorted((one, other) => lengthOf(other) - lengthOf(one))
    .slice(0, MOST_ROWS)
    .toSorted((one, other) => one.from - other.from)
  if (!(whole >= LONG_MS)) return ''

  const width = Math.max(...shown.map(({label}) => label.length))
  const column = (at: number) => Math.round(((at - first) / whole) * WIDTH)
  const rows = shown.map(({label, from, to}) => {
    const start = Math.min(column(from), WIDTH - 1)
    const bar = '█'.repeat(Math.max(1, column(to) - start))
    return `${label.padEnd(width)}  ${`${'·'.repeat(start)}${bar}`.padEnd(WIDTH, '·')}  ${duration(to - from)}`
  })
  return codeBlock(rows.join('\n'))
}

function barsOf({nodes, verb}: CommandRun, now: number): Bar[] {
  return nodes.flatMap(({node, startedAt, endedAt = now, resources}) => {
    if (resources.length > 0)
      return resources.map(({logicalId, status, startedAt, endedAt: to = endedAt}) => {
        // Of a rollback, or of what an update replaces.
        const isCleanUp = status.startsWith('DELETE_') && verb !== 'destroy'
        return bar(`${node.name}/${logicalId}`, {from: startedAt, to, note: isCleanUp ? ' (deleted)' : ''})
      })
    if (startedAt === undefined) return []
    return [bar(node.kind === 'stack' ? node.name : `${node.kind} ${node.name}`, {from: startedAt, to: endedAt})]
  })
}

function bar(label: string, {from, to, note = ''}: {from: number; to: number; note?: string}): Bar {
  return {label: clip(label.replaceAll(/\s+/g, ' '), LABEL) + note, from, to: Math.max(from, to)}
}

function lengthOf({from, to}: Bar): number {
  return to - from
}
