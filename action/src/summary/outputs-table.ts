import type {DeployResult, OutputsResult} from '@aws-stack/core'

import {code, markdownTable} from '../markdown.js'
import type {CommandRun} from '../run.js'
import {clip} from './clip.js'

const MOST_ROWS = 200

/** The stacks' outputs by part and name. */
export function outputsTable({result}: CommandRun): string {
  const {stacks = [], outputs = []} = (result ?? {}) as Partial<Pick<DeployResult, 'stacks'> & OutputsResult>
  const rows = [
    ...stacks.flatMap(({part, outputs = {}}) => Object.entries(outputs).map(([name, value]) => [part, name, value])),
    ...outputs.map(({part, name, value}) => [part, name, value]),
  ]
  if (rows.length === 0) return ''
  const shown = rows.slice(0, MOST_ROWS).map((cells) => cells.map((cell) => code(clip(cell, 500))))
  const more = rows.length - shown.length
  return [markdownTable(['part', 'output', 'value'], shown), ...(more > 0 ? [`and ${more} more`] : [])].join('\n\n')
}
