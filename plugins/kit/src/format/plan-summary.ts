import type {PlanResult} from '@aws-stack/core'

import {count} from './count.js'

/** `plan: 2 images to build, 1 stack to create; 12 resources to add, 1 to replace`, in one line. */
export function formatPlanSummary({changed, images, stacks, configs, traces}: PlanResult): string {
  if (!changed) return 'plan: nothing to change'
  const changes = stacks.flatMap((stack) => stack.changes)
  const modified = changes.filter(({action}) => action === 'modify')
  const nodes = [
    some(images.filter(({action}) => action === 'build').length, 'image', 'to build'),
    some(stacks.filter(({action}) => action === 'create' || action === 'recreate').length, 'stack', 'to create'),
    some(stacks.filter(({action}) => action === 'update' || action === 'restore').length, 'stack', 'to update'),
    some(stacks.filter(({action}) => action === 'delete').length, 'stack', 'to delete'),
    ...(traces?.action === 'encrypt' ? [['the key of X-Ray to set']] : []),
    some(configs.filter(({action}) => action === 'release').length, 'config', 'to release'),
  ]
  const resources = [
    some(changes.filter(({action}) => action === 'add').length, 'resource', 'to add'),
    some(modified.filter(({replacement}) => replacement !== 'True').length, 'resource', 'to change'),
    some(modified.filter(({replacement}) => replacement === 'True').length, 'resource', 'to replace'),
    some(changes.filter(({action}) => action === 'remove').length, 'resource', 'to remove'),
    some(changes.filter(({action}) => action === 'may-change').length, 'resource', 'that may change'),
  ]
  const sums = [nodes, resources].map((parts) => parts.flat().join(', '))
  return `plan: ${sums.filter(Boolean).join('; ')}`
}

function some(number: number, noun: string, what: string): string[] {
  return number > 0 ? [`${count(number, noun)} ${what}`] : []
}
