import type {DestroyResult} from '@aws-stack/core'

import {paint} from '../paint.js'
import {duration} from './duration.js'
import {table} from './table.js'

export function formatDestroyed({app, stage, region, changed, stacks, durationMs}: DestroyResult): string {
  const title = paint.title(`${app}, stage ${stage}, ${region}`)
  if (!changed) return `${title}: nothing was deployed`
  const rows = stacks.map(({part, name, deleted}) => [part, deleted ? 'deleted' : 'was not there', paint.quiet(name)])
  return [`${title}: destroyed (${duration(durationMs)})`, '', ...table(rows, 2)].join('\n')
}
