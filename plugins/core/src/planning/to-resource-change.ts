import type {ChangeSetChange} from '../context.js'
import type {PropertyChange, ResourceChange} from '../plan-result.js'

const ACTIONS = {Add: 'add', Modify: 'modify', Remove: 'remove', Import: 'add', Dynamic: 'modify'} as const

/** CloudFormation's change in the plan's words. Its replacement column stays its own. */
export function toResourceChange({
  logicalId,
  physicalId,
  type,
  action,
  replacement,
  details,
}: ChangeSetChange): ResourceChange {
  return {
    logicalId,
    type,
    action: ACTIONS[action],
    ...(physicalId && {physicalId}),
    ...(replacement && {replacement}),
    properties: distinct(details.map(toPropertyChange)),
  }
}

function toPropertyChange({
  attribute,
  name,
  path,
  before,
  after,
  recreation,
}: ChangeSetChange['details'][number]): PropertyChange {
  return {
    path: path?.replace(/^\//, '').replaceAll('/', '.') ?? [attribute, name].filter(Boolean).join('.'),
    ...(before !== undefined && {before}),
    ...(after !== undefined && {after}),
    ...(recreation && {recreation}),
  }
}

/** One property is listed once for each cause; the entry that knows the values is the one to show. */
function distinct(changes: PropertyChange[]): PropertyChange[] {
  const byPath = new Map<string, PropertyChange>()
  for (const change of changes) byPath.set(change.path, {...byPath.get(change.path), ...change})
  return [...byPath.values()]
}
