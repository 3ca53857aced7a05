import type {Grant} from './grant.js'
import type {PolicyStatement} from './policy-result.js'

type Merged = Omit<PolicyStatement, 'sid'>

/** The fewest statements that say the same: rights on the same resources are one, and so are the same actions on several. */
export function toStatements(grants: readonly Grant[]): PolicyStatement[] {
  const rights = grants.map(({because, ...grant}): Merged => ({...grant, because: [because]}))
  const byResources = merge(rights, ({resources, condition}) => [serviceOf(resources), resources, condition])
  const byActions = merge(byResources, ({actions, condition}) => [actions, condition])
  return byActions
    .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
    .map((statement, index) => ({sid: `${sidOf(statement)}${index + 1}`, ...statement}))
}

function merge(statements: readonly Merged[], likeness: (statement: Merged) => unknown): Merged[] {
  const groups = new Map<string, Merged[]>()
  for (const statement of statements) {
    const sorted = {...statement, actions: unique(statement.actions), resources: unique(statement.resources)}
    const key = JSON.stringify(likeness(sorted))
    groups.set(key, [...(groups.get(key) ?? []), sorted])
  }
  return [...groups.values()].map((group) => ({
    actions: unique(group.flatMap(({actions}) => actions)),
    resources: unique(group.flatMap(({resources}) => resources)),
    ...(group[0]?.condition && {condition: group[0].condition}),
    because: unique(group.flatMap(({because}) => because)),
  }))
}

/** Stars of several services stay apart: each has reasons of its own. */
function serviceOf(resources: readonly string[]): string {
  return resources.join(' ')
}

function keyOf({actions, resources}: Merged): string {
  return `${actions[0] ?? ''} ${resources[0] ?? ''}`
}

function sidOf({actions}: Merged): string {
  const services = unique(actions.map((action) => action.split(':')[0] ?? ''))
  return (services.length === 1 ? (services[0] ?? '') : 'several').replaceAll('-', '')
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort()
}
