import type {FunctionStatus, ImageFacts, ServerStatus, StorageStatus, TaskStatus} from '@aws-stack/core'

import {paint} from '../paint.js'
import {age} from './age.js'
import {shortDigest} from './short-digest.js'
import {size} from './size.js'
import {table} from './table.js'

/** Two columns that fit into 80: what the server does, and where. */
export function formatServerStatus({state, service, endpoint, storage, tasks}: ServerStatus, now: number): string[] {
  const rows = [
    ...tasks.flatMap((task) => taskRows(task, now)),
    ...(storage ? [['storage', storageOf(storage)]] : []),
    ...(endpoint ? [['endpoint', endpoint]] : []),
  ]
  return [`server ${service}: ${stateOf(state)}`, ...table(rows, 2)]
}

export function formatFunction({
  name,
  state,
  stateReason,
  lastUpdate,
  lastUpdateReason,
  ...facts
}: FunctionStatus): string[] {
  const update = lastUpdate === 'Successful' || lastUpdate === '' ? '' : `, update ${lastUpdate}`
  const isFine = state === 'Active' && update === ''
  const reason = stateReason ?? lastUpdateReason
  const rows = [
    ...imageRows(facts),
    ...(facts.modifiedAt ? [['modified', facts.modifiedAt]] : []),
    ...(reason ? [['reason', reason]] : []),
  ]
  return [`function ${name}: ${isFine ? paint.added(state) : paint.changed(`${state}${update}`)}`, ...table(rows, 2)]
}

function stateOf(state: ServerStatus['state']): string {
  if (state === 'running') return paint.added(state)
  return state === 'stopped' ? paint.quiet('no task is wanted, none runs') : paint.changed(state)
}

function taskRows({id, status, health, execAgent, startedAt, containers}: TaskStatus, now: number): string[][] {
  const said = [
    status === 'RUNNING' ? status : paint.changed(status),
    ...(health && health !== 'UNKNOWN' ? [health === 'HEALTHY' ? health : paint.removed(health)] : []),
  ]
  return [
    ['task', `${id}  ${said.join(', ')}`],
    ...(execAgent && execAgent !== 'RUNNING' ? [['exec', paint.changed(`its agent is ${execAgent}`)]] : []),
    ...(startedAt ? [['since', `${startedAt} (${age(now - Date.parse(startedAt))})`]] : []),
    ...containers.flatMap(imageRows),
  ]
}

function imageRows({digest, base, version}: ImageFacts): string[][] {
  const from = base && shortDigest(base)
  return [
    ...(digest ? [['image', shortDigest(digest)]] : []),
    ...(version ? [['version', from ? `${version}, from ${from}` : version]] : []),
    ...(from && !version ? [['base', from]] : []),
  ]
}

function storageOf({type, id = '', usedBytes, measuredAt, capacityBytes}: StorageStatus): string {
  if (type === 'ATTACHED') return `ATTACHED${capacityBytes ? `, ${size(capacityBytes)}, ends with the task` : ''}`
  const used = usedBytes === undefined ? '' : `, ${size(usedBytes)}${measuredAt ? ` at ${measuredAt}` : ''}`
  return `EFS ${id}${used}`
}
