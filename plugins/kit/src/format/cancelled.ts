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

const HOW_CONFIG: Readonly<Record<CancelResult['configs'][number]['how'], string>> = {
  'stops-deployment': 'its deployment was stopped, AppConfig rolls it back',
  cannot: 'could not be stopped',
  ended: 'had ended already',
}

/** What was stopped, and what has become of it. */
export function formatCancelled({app, stage, region, stacks, configs, durationMs}: CancelResult): string {
  const title = paint.title(`${app}, stage ${stage}, ${region}`)
  if (stacks.length + configs.length === 0) return `${title}: nothing runs`
  const rows = stacks.map(({part, name, how, status}) => [part, HOW[how], status, paint.quiet(name)])
  const released = configs.map(({profile, environment, version, how, state}) => [
    `config ${profile}`,
    HOW_CONFIG[how],
    state,
    paint.quiet(`version ${version} to ${environment}`),
  ])
  return [`${title}: cancelled (${duration(durationMs)})`, '', ...table([...rows, ...released], 2)].join('\n')
}
