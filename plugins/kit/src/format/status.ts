import type {ServiceStatus, StackStatus, StatusResult} from '@aws-stack/core'

import {paint} from '../paint.js'
import {formatConfigStatuses} from './configs.js'
import {count} from './count.js'
import {formatFunction, formatServerStatus} from './server-status.js'
import {table} from './table.js'

export function formatStatus(result: StatusResult, now = Date.now()): string {
  const {app, stage, region, deployed, stacks, images, services, functions, server, configs} = result
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
    ...(services.length > 0 ? ['', 'services', ...table(services.map(serviceRow), 2)] : []),
    ...(server ? ['', ...formatServerStatus(server, now)] : []),
    ...functions.flatMap((one) => ['', ...formatFunction(one)]),
    ...(configs.length > 0 ? ['', 'configs', ...formatConfigStatuses(configs)] : []),
  ].join('\n')
}

function serviceRow({part, name, desired, running, rollout, asDeployed}: ServiceStatus): string[] {
  const tasks = desired === 0 ? paint.quiet('no task wanted') : `${running} of ${count(desired, 'task')} running`
  const state = rollout && rollout !== 'COMPLETED' ? paint.changed(`rollout ${rollout}`) : ''
  return [part, tasks, state, asDeployed ? '' : paint.removed('not what its stack has deployed'), paint.quiet(name)]
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
