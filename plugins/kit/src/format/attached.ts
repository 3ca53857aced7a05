import type {AttachResult} from '@aws-stack/core'

import {paint} from '../paint.js'
import {duration} from './duration.js'
import {table} from './table.js'

/** What ran, and how it ended. */
export function formatAttached({app, stage, region, stacks, configs, durationMs}: AttachResult): string {
  const title = paint.title(`${app}, stage ${stage}, ${region}`)
  if (stacks.length + configs.length === 0) return `${title}: nothing runs`
  const rows = stacks.map(({part, name, status}) => [part, status, paint.quiet(name)])
  const released = configs.map(({profile, environment, version, state}) => [
    `config ${profile}`,
    state,
    paint.quiet(`version ${version} to ${environment}`),
  ])
  return [`${title}: at rest (${duration(durationMs)})`, '', ...table([...rows, ...released], 2)].join('\n')
}
