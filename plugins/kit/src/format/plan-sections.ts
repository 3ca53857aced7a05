import type {ImagePlan, PlanResult, ResourceChange, StackPlan} from '@aws-stack/core'

import {paint} from '../paint.js'
import {configSections} from './configs.js'
import type {PlanItem, PlanSection} from './plan-section.js'
import {formatProperty} from './property.js'
import {table} from './table.js'

/** Images, stack by stack and resource by resource, configurations. */
export function formatPlanSections(plan: PlanResult): PlanSection[] {
  const {images, stacks, configs} = plan
  return [
    ...(images.length > 0 ? [imagesSection(images)] : []),
    ...stacks.map(stackSection),
    ...tracesSection(plan),
    ...configSections(configs),
  ]
}

function imagesSection(images: readonly ImagePlan[]): PlanSection {
  const rows = table(images.map(imageRow), 2)
  const items = images.map(({action}, index) => ({lines: [rows[index] ?? ''], changes: action === 'build'}))
  return {title: 'images', items}
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

function stackSection(stack: StackPlan): PlanSection {
  const {part, name, action, changes, unknown, approximate} = stack
  const parameters = Object.entries(unknown).map(([parameter, after]) => [
    '?',
    `parameter ${parameter}`,
    `known after ${after}`,
  ])
  const notes = [
    ...(approximate ? [`  ${paint.changed('told from the templates alone:')} ${approximate}`] : []),
    ...table(parameters, 2).map(paint.quiet),
  ]
  return {
    title: `${part}  ${paint.quiet(name)}  ${ACTIONS[action]}`,
    items: [...notes.map((line) => ({lines: [line], changes: false})), ...changeItems(changes)],
    stack,
  }
}

/** One table for the stack, with each resource's properties below its row. */
function changeItems(changes: readonly ResourceChange[]): PlanItem[] {
  const rows = table(changes.map(resourceRow), 2)
  return changes.map(({properties}, index) => ({
    lines: [rows[index] ?? '', ...table(properties.map(formatProperty), 6)],
    changes: true,
  }))
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

/** One setting for all of account and region. */
function tracesSection({traces}: PlanResult): PlanSection[] {
  if (traces?.action !== 'encrypt') return []
  const {part, key = `that ${part} makes`, now = 'its own'} = traces
  const what = `X-Ray will encrypt all traces of this account and region with the key ${key} (now: ${now})`
  return [{title: 'traces', items: [{lines: [`  ${paint.changed('~')} ${what}`], changes: true}]}]
}
