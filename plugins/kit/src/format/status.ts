import type {StackStatus, StatusResult} from '@aws-stack/core'

import {paint} from '../paint.js'
import {count} from './count.js'
import {table} from './table.js'

export function formatStatus({app, stage, region, deployed, stacks, images}: StatusResult): string {
  return [
    `${paint.title(`${app}, stage ${stage}, ${region}`)}: ${deployed ? paint.added('deployed') : summaryOf(stacks)}`,
    '',
    'stacks',
    ...table(stacks.map(stackRow), 2),
    ...(images.length > 0
      ? [
          '',
          'images',
          ...table(
            images.map(({name, uri}) => [name, uri ?? paint.quiet('not running')]),
            2,
          ),
        ]
      : []),
  ].join('\n')
}

function summaryOf(stacks: readonly StackStatus[]): string {
  return stacks.every(({status}) => status === 'NOT_DEPLOYED')
    ? paint.changed('not deployed')
    : paint.removed('not all of it is deployed')
}

function stackRow({part, status, resources, updatedAt, statusReason}: StackStatus): string[] {
  if (status === 'NOT_DEPLOYED') return [part, paint.quiet('not deployed')]
  const said =
    status.endsWith('_COMPLETE') && !status.includes('ROLLBACK') ? paint.added(status) : paint.changed(status)
  return [part, said, count(resources, 'resource'), updatedAt ?? '', statusReason ?? '']
}
