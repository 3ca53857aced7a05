import type {RestoreResult, SnapshotListResult, SnapshotResult} from '@aws-stack/core'

import {paint} from '../paint.js'
import {duration} from './duration.js'
import {size} from './size.js'
import {table} from './table.js'

export function formatSnapshot(result: SnapshotResult): string {
  const {app, stage, region, job, state, recoveryPoint, vault, sizeBytes, createdAt, suggestions, durationMs} = result
  const title = paint.title(`${app}, stage ${stage}, ${region}`)
  if (!recoveryPoint) {
    return [`${title}: the snapshot is ${state} as job ${job}`, ...suggestions.map((next) => `  ${next}`)].join('\n')
  }
  const rows = [
    ['snapshot', recoveryPoint],
    ['vault', vault],
    ...(sizeBytes === undefined ? [] : [['size', size(sizeBytes)]]),
    ['of', createdAt],
  ]
  return [`${title}: backed up (${duration(durationMs)})`, ...table(rows, 2)].join('\n')
}

export function formatSnapshotList({app, stage, region, fileSystem, snapshots}: SnapshotListResult): string {
  const rows = snapshots.map(({recoveryPoint, vault, status, createdAt, sizeBytes}) => [
    createdAt,
    status === 'COMPLETED' ? paint.added(status) : paint.changed(status),
    sizeBytes === undefined ? '' : size(sizeBytes),
    vault,
    recoveryPoint,
  ])
  return [
    `${paint.title(`${app}, stage ${stage}, ${region}`)}: ${fileSystem}`,
    ...(rows.length > 0 ? table(rows, 2) : ['  there is no snapshot yet']),
  ].join('\n')
}

export function formatRestored(result: RestoreResult): string {
  const {app, stage, region, recoveryPoint, aside, task, suggestions, durationMs} = result
  const rows = [
    ['snapshot', recoveryPoint],
    ...(aside ? [['data of before', `${aside} of the file system`]] : []),
    ['server', task ? `runs as task ${task}` : 'was not started'],
  ]
  return [
    `${paint.title(`${app}, stage ${stage}, ${region}`)}: restored (${duration(durationMs)})`,
    ...table(rows, 2),
    ...suggestions.map((next) => `  ${next}`),
  ].join('\n')
}
