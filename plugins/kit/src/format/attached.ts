import type {AttachResult} from '@aws-stack/core'

import {paint} from '../paint.js'
import {duration} from './duration.js'
import {table} from './table.js'

/** What ran, and how it ended. */
export function formatAttached({app, stage, region, stacks, durationMs}: AttachResult): string {
  const title = paint.title(`${app}, stage ${stage}, ${region}`)
  if (stacks.length === 0) return `${title}: nothing runs`
  const rows = stacks.map(({part, name, status}) => [part, status, paint.quiet(name)])
  return [`${title}: at rest (${duration(durationMs)})`, '', ...table(rows, 2)].join('\n')
}
