import type {ImagePlan, PlanResult, ResourceChange, StackPlan} from '@aws-stack/core'

import {paint} from '../paint.js'
import {formatConfigPlans} from './configs.js'
import {formatLosses} from './losses.js'
import {formatPlanSummary} from './plan-summary.js'
import {formatProperty} from './property.js'
import {table} from './table.js'

/** What a deploy would do: images, then stack by stack and resource by resource, configurations, what would be lost, and the sum. */
export function formatPlan(plan: PlanResult): string {
  const {app, stage, region, images, stacks, configs, losses} = plan
  return [
    paint.title(`${app}, stage ${stage}, ${region}`),
    ...(images.length > 0 ? ['', 'images', ...table(images.map(imageRow), 2)] : []),
    ...stacks.flatMap((stack) => ['', ...stackLines(stack)]),
    ...tracesLines(plan),
    ...formatConfigPlans(configs),
    ...(losses.length > 0 ? ['', ...formatLosses(losses)] : []),
    '',
    formatPlanSummary(plan),
  ].join('\n')
}

/** One setting for all of account and region. */
function tracesLines({traces}: PlanResult): string[] {
  if (traces?.action !== 'encrypt') return []
  const {part, key = `that ${part} makes`, now = 'its own'} = traces
  const what = `X-Ray will encrypt all traces of this account and region with the key ${key} (now: ${now})`
  return ['', `${paint.changed('~')} ${what}`]
}

function imageRow({name, action, tag, digest = '', bases}: ImagePlan): string[] {
  return action === 'build'
    ? [
        paint.added('+'),
        name,
        'build and push',
        tag,
        ...bases.map(({asked, digest}) => paint.quiet(onBase(asked, digest))),
      ]
    : [' ', name, 'unchanged', paint.quiet(digest)]
}

/** A tag together with what it names now. */
function onBase(asked: string, digest = 'what the engine has'): string {
  return asked.includes('@') ? `on ${asked}` : `on ${asked} (${digest})`
}

const ACTIONS = {
  create: 'create',
  update: 'update',
  recreate: 'delete what a failed creation left, then create',
  restore: 'roll back its failed update, then update',
  delete: 'delete: the settings no longer name it',
  none: 'unchanged',
}

function stackLines({part, name, action, changes, unknown, approximate}: StackPlan): string[] {
  const parameters = Object.entries(unknown).map(([parameter, after]) => [
    '?',
    `parameter ${parameter}`,
    `known after ${after}`,
  ])
  return [
    `${part}  ${paint.quiet(name)}  ${ACTIONS[action]}`,
    ...(approximate ? [`  ${paint.changed('told from the templates alone:')} ${approximate}`] : []),
    ...table(parameters, 2).map(paint.quiet),
    ...changeLines(changes),
  ]
}

/** One table for the stack, with each resource's properties below its row. */
function changeLines(changes: readonly ResourceChange[]): string[] {
  const rows = table(changes.map(resourceRow), 2)
  return changes.flatMap(({properties}, index) => [rows[index] ?? '', ...table(properties.map(formatProperty), 6)])
}

function resourceRow(change: ResourceChange): string[] {
  const {logicalId, type, action, replacement, knownAfter = 'the deploy'} = change
  switch (action) {
    case 'add':
      return [paint.added('+'), logicalId, type]
    case 'remove':
      return [paint.removed('-'), logicalId, type]
    case 'may-change':
      return [paint.quiet('?'), logicalId, type, `may change, known after ${knownAfter}`]
    case 'modify':
      if (replacement === 'True')
        return [paint.danger('±'), logicalId, type, paint.danger('CloudFormation will replace it')]
      return [
        paint.changed('~'),
        logicalId,
        type,
        ...(replacement === 'Conditional' ? [paint.changed('CloudFormation may replace it')] : []),
      ]
  }
}
