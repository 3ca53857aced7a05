import type {DeployedService, DeployResult} from '@aws-stack/core'

import {paint} from '../paint.js'
import {formatDeployedConfigs} from './configs.js'
import {duration} from './duration.js'
import {table} from './table.js'

/** What is live after a deploy. */
export function formatDeployed(result: DeployResult): string {
  const {app, stage, region, images, stacks, configs, services, functions, verified, durationMs} = result
  const outputs = stacks.flatMap(({part, outputs}) =>
    Object.entries(outputs).map(([name, value]) => [part, name, value]),
  )
  return [
    `${paint.title(`${app}, stage ${stage}, ${region}`)}: ${outcomeOf(result)} (${duration(durationMs)})`,
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
    ...formatDeployedConfigs(configs),
    ...section('what runs', [
      ...services.map((service) => [service.part, runs(service), ...digests(service.images)]),
      ...functions.map(({part, state, digest}) => [part, `function ${state.toLowerCase()}`, ...digests([{digest}])]),
    ]),
    ...(verified || goesOn(result) ? [] : ['', paint.changed('not all of what runs was verified')]),
    ...section('outputs', outputs),
    ...section(
      'follow it',
      result.suggestions.map((command) => [command]),
    ),
  ].join('\n')
}

/** `--no-wait`: nobody has seen the end. */
function goesOn({stacks}: DeployResult): boolean {
  return stacks.some(({status}) => status.endsWith('_IN_PROGRESS'))
}

function outcomeOf(result: DeployResult): string {
  if (goesOn(result)) return paint.changed('begun, it goes on at AWS')
  return result.changed ? paint.added('deployed') : 'nothing to change'
}

function runs({state, running, desired}: DeployedService): string {
  if (state === 'not-started') return 'not started: 0 tasks wanted'
  return `running: ${running} of ${desired} tasks`
}

function digests(images: readonly {readonly digest?: string | undefined}[]): string[] {
  const known = images.flatMap(({digest}) => digest ?? [])
  return known.length > 0 ? [paint.quiet(known.join(' '))] : []
}

function section(title: string, rows: string[][]): string[] {
  return rows.length > 0 ? ['', title, ...table(rows, 2)] : []
}
