import type {Grant} from './grant.js'
import type {PolicyStatement} from './policy-result.js'

type Merged = Omit<PolicyStatement, 'sid'>

/** Few statements that say the same: rights on the same resources are one, and so are the same actions on several. */
export function toStatements(grants: readonly Grant[]): PolicyStatement[] {
  let statements = grants.map(({because, ...grant}): Merged => ({...grant, because: [because]}))
  for (let before = Infinity; statements.length < before;) {
    before = statements.length
    statements = merge(statements, ({resources, condition}) => [resources, condition])
    statements = merge(statements, ({actions, condition}) => [actions, condition])
  }
  return statements
    .toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
    .map((statement, index) => ({sid: `${sidOf(statement)}${index + 1}`, ...statement}))
}

function merge(statements: readonly Merged[], likeness: (statement: Merged) => unknown): Merged[] {
  const groups = new Map<string, Merged[]>()
  for (const statement of statements) {
    const sorted = {...statement, actions: unique(statement.actions), resources: widest(statement.resources)}
    const key = JSON.stringify(likeness(sorted))
    groups.set(key, [...(groups.get(key) ?? []), sorted])
  }
  return [...groups.values()].map((group) => ({
    actions: unique(group.flatMap(({actions}) => actions)),
    resources: widest(group.flatMap(({resources}) => resources)),
    ...(group[0]?.condition && {condition: group[0].condition}),
    because: unique(group.flatMap(({because}) => because)),
  }))
}

/** Without those that another one covers. */
function widest(resources: readonly string[]): string[] {
  const all = unique(resources)
  return all.filter((one) => !all.some((other) => other !== one && covers(other, one)))
}

function covers(pattern: string, resource: string): boolean {
  if (!pattern.includes('*')) return false
  const pieces = pattern.split('*').map((piece) => piece.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${pieces.join('.*')}$`).test(resource)
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
