import type {ResizeResult, ShardsResult, StreamState} from '@aws-stack/core'

import {paint} from '../paint.js'
import {count} from './count.js'
import {duration} from './duration.js'
import {size} from './size.js'
import {table} from './table.js'

/** Each stream with its shards, what goes through it, and its autoscaler. */
export function formatShards({app, stage, region, streams}: ShardsResult): string {
  const title = paint.title(`${app}, stage ${stage}, ${region}`)
  if (streams.length === 0) return `${title}: there is no stream`
  return [title, ...streams.flatMap((stream) => ['', ...streamLines(stream)])].join('\n')
}

export function formatResized({app, stage, region, name, changed, before, after, durationMs}: ResizeResult): string {
  const title = paint.title(`${app}, stage ${stage}, ${region}`)
  if (!changed) return `${title}: ${name} has ${count(after, 'shard')} already`
  return `${title}: ${name} went from ${before} to ${count(after, 'shard')} (${duration(durationMs)})`
}

function streamLines(state: StreamState): string[] {
  const {name, stream, status, onDemand, open, closed, retentionHours, traffic} = state
  const mode = onDemand ? ', on demand' : ''
  const old = closed > 0 ? `, ${closed} closed` : ''
  const head = `${name}  ${paint.quiet(stream)}  ${status}${mode}, ${count(open.length, 'shard')} open${old}, kept ${retentionHours} h`
  const rows = open.map(({id, percent}) => [id, `${percent} %`])
  return [head, ...table(rows, 2), ...(traffic ? trafficLines(traffic) : []), ...autoscalerLines(state)]
}

function trafficLines({
  minutes,
  inRecords,
  inBytes,
  outRecords,
  outBytes,
  throttledWrites,
}: NonNullable<StreamState['traffic']>): string[] {
  const flow = `  last ${minutes} min: in ${count(inRecords, 'record')}, ${size(inBytes)}; out ${count(outRecords, 'record')}, ${size(outBytes)}`
  return throttledWrites > 0
    ? [flow, paint.danger(`  ${count(throttledWrites, 'write')} throttled: too few shards`)]
    : [flow]
}

function autoscalerLines({minimum, maximum, lastScaling, alarms = []}: StreamState): string[] {
  const facts = [
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
    ...(lastScaling === undefined ? [] : [`last scaled ${lastScaling}`]),
    ...alarms.map(({name, state}) => `${name} ${state === 'ALARM' ? paint.changed(state) : state}`),
  ]
  return facts.length > 0 ? [`  autoscaler: ${facts.join(', ')}`] : []
}
