import type {ListedTask, StopAllResult, TaskListResult} from '@aws-stack/core'

import {paint} from '../paint.js'
import {age} from './age.js'
import {count} from './count.js'
import {duration} from './duration.js'
import {shortDigest} from './short-digest.js'
import {table} from './table.js'

/** One row for each task, and below it what its containers run and how they ended. */
export function formatTasks({app, stage, region, cluster, tasks}: TaskListResult, now = Date.now()): string {
  const title = paint.title(`${app}, stage ${stage}, ${region}`)
  if (tasks.length === 0) return `${title}: no task in ${cluster}`
  const rows = table(tasks.map((task) => rowOf(task, now)))
  const lines = tasks.flatMap((task, index) => [rows[index] ?? '', ...linesOf(task).map((line) => `  ${line}`)])
  return [`${title}: ${count(tasks.length, 'task')} in ${cluster}`, '', ...lines].join('\n')
}

export function formatStoppedAll(result: StopAllResult): string {
  const {app, stage, region, changed, cluster, services, tasks, durationMs} = result
  const title = paint.title(`${app}, stage ${stage}, ${region}`)
  if (!changed) return `${title}: nothing runs in ${cluster}, as it was before`
  const what = [count(services.length, 'service'), count(tasks.length, 'task')].join(', ')
  return `${title}: nothing runs in ${cluster} (stopped ${what}, ${duration(durationMs)})`
}

function rowOf({id, status, health, service, startedBy, startedAt, stoppedAt}: ListedTask, now: number): string[] {
  const since = stoppedAt ?? startedAt
  return [
    id,
    status === 'RUNNING' ? paint.added(status) : status === 'STOPPED' ? paint.quiet(status) : paint.changed(status),
    health === 'UNHEALTHY' ? paint.removed(health) : health === 'HEALTHY' ? health : '',
    since ? `${age(now - Date.parse(since))}${stoppedAt ? ' ago' : ''}` : '',
    service ?? `one-off${startedBy ? ` by ${startedBy}` : ''}`,
  ]
}

function linesOf({status, stopCode, stoppedReason, containers}: ListedTask): string[] {
  const ended = status === 'STOPPED' ? [`${stoppedReason ?? 'no reason given'}${stopCode ? ` (${stopCode})` : ''}`] : []
  const runs = containers.map(({name, image, digest, exitCode, reason}) => {
    const end = exitCode === undefined ? '' : `, ended with ${exitCode}`
    const why = reason && reason !== stoppedReason ? `: ${reason}` : ''
    return `${name}  ${paint.quiet(shortDigest(digest ?? image))}${end}${why}`
  })
  return [...ended, ...runs]
}
