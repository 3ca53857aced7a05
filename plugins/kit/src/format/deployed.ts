import type {DeployResult} from '@aws-stack/core'

import {paint} from '../paint.js'
import {duration} from './duration.js'
import {table} from './table.js'

/** What is live after a deploy. */
export function formatDeployed({app, stage, region, changed, images, stacks, durationMs}: DeployResult): string {
  const outputs = stacks.flatMap(({part, outputs}) =>
    Object.entries(outputs).map(([name, value]) => [part, name, value]),
  )
  return [
    `${paint.title(`${app}, stage ${stage}, ${region}`)}: ${changed ? paint.added('deployed') : 'nothing to change'} (${duration(durationMs)})`,
    ...section(
      'images',
      images.map(({name, uri, built, pushed}) => [
        name,
        built ? (pushed ? 'built and pushed' : 'built') : 'unchanged',
        paint.quiet(uri),
      ]),
    ),
    ...section(
      'stacks',
      stacks.map(({part, name, status, changed}) => [
        part,
        changed ? 'changed' : 'unchanged',
        status,
        paint.quiet(name),
      ]),
    ),
    ...section('outputs', outputs),
  ].join('\n')
}

function section(title: string, rows: string[][]): string[] {
  return rows.length > 0 ? ['', title, ...table(rows, 2)] : []
}
