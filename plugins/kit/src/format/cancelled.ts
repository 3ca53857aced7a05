import type {CancelResult} from '@aws-stack/core'

import {paint} from '../paint.js'
import {duration} from './duration.js'
import {table} from './table.js'

const HOW: Readonly<Record<CancelResult['stacks'][number]['how'], string>> = {
  deletes: 'its creation was stopped, it is deleted',
  'rolls-back': 'its update was stopped, it is rolled back',
  cannot: 'could not be stopped',
  'stops-rollout': 'its rollout was stopped, ECS goes back',
  ended: 'had ended already',
}

/** What was stopped, and what has become of it. */
export function formatCancelled({app, stage, region, stacks, durationMs}: CancelResult): string {
  const title = paint.title(`${app}, stage ${stage}, ${region}`)
  if (stacks.length === 0) return `${title}: nothing runs`
  const rows = stacks.map(({part, name, how, status}) => [part, HOW[how], status, paint.quiet(name)])
  return [`${title}: cancelled (${duration(durationMs)})`, '', ...table(rows, 2)].join('\n')
}
