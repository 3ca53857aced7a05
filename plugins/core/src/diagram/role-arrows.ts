import {ACTION_RULES, ARN_RULES, type ArnRule} from './action-rules.js'
import type {AddressBook} from './address-book.js'
import type {DiagramEdge, DiagramNode} from './diagram-result.js'
import {type Data, textsAt, valuesAt} from './evaluate.js'
import type {EvaluatedResource} from './evaluate-stacks.js'
import {idOf} from './find-boxes.js'
import {hasMark, type Marks} from './marks.js'
import {ruleOf} from './rule-of.js'

/** The resources of a role's policies, and the actions that they allow. */
interface Grant {
  readonly actions: readonly string[]
  readonly resources: readonly string[]
}

/** What the roles of a box may do to the data of others. A right on everything, or on several by one pattern, says nothing of any. */
export function createRoleArrows(
  resources: readonly EvaluatedResource[],
  book: AddressBook,
  marks: Marks,
): (worker: DiagramNode, resource: EvaluatedResource) => DiagramEdge[] {
  const roles = resources.filter(({type}) => type === 'AWS::IAM::Role')
  const roleIds = (text: string): string[] => {
    if (hasMark(text)) return marks.ownersIn(text).map(idOf)
    const name = text.split('/').at(-1)
    return roles.filter(({properties, physicalId}) => [properties['RoleName'], physicalId].includes(name)).map(idOf)
  }
  const grants = grantsByRole(resources, roleIds, marks)
  return (worker, resource) => {
    const ids = (ruleOf(resource.type).roles ?? [])
      .flatMap((path) => textsAt(resource.properties, path))
      .flatMap(roleIds)
    return ids.flatMap((id) => grants.get(id) ?? []).flatMap((grant) => arrowsOf(worker, grant, book))
  }
}

function arrowsOf(worker: DiagramNode, {actions, resources}: Grant, book: AddressBook): DiagramEdge[] {
  return ACTION_RULES.flatMap(({actions: known, direction, label}) => {
    const [service = ''] = (known[0] ?? '').split(':')
    if (!actions.some((action) => known.some((one) => covers(action, one)))) return []
    return resources
      .flatMap((text) => book.find(text, 'by-arn'))
      .filter((node) => (ARN_RULES[service] ?? []).some((rule) => isOf(node, rule)))
      .map(({id}) => (direction === 'in' ? {from: id, to: worker.id, label} : {from: worker.id, to: id, label}))
  })
}

function isOf(node: DiagramNode, {kind, type = ''}: ArnRule): boolean {
  return node.kind === kind && (node.type === undefined || node.type.startsWith(type))
}

function grantsByRole(
  resources: readonly EvaluatedResource[],
  roleIds: (text: string) => string[],
  marks: Marks,
): ReadonlyMap<string, Grant[]> {
  const grants = new Map<string, Grant[]>()
  const give = (ids: readonly string[], documents: readonly unknown[]) => {
    for (const id of ids) grants.set(id, [...(grants.get(id) ?? []), ...documents.flatMap(grantsIn)])
  }
  for (const resource of resources) {
    const {type, properties} = resource
    const rolesAt = (path: string) => textsAt(properties, path).flatMap(roleIds)
    const own = valuesAt(properties, 'PolicyDocument')
    if (type === 'AWS::IAM::Role') give([idOf(resource)], valuesAt(properties, 'Policies.*.PolicyDocument'))
    if (type === 'AWS::IAM::RolePolicy') give(rolesAt('RoleName'), own)
    if (type === 'AWS::IAM::Policy' || type === 'AWS::IAM::ManagedPolicy') give(rolesAt('Roles'), own)
  }
  const managed = new Map(
    resources.map((resource) => [idOf(resource), valuesAt(resource.properties, 'PolicyDocument')]),
  )
  for (const role of resources.filter(({type}) => type === 'AWS::IAM::Role')) {
    const attached = textsAt(role.properties, 'ManagedPolicyArns').flatMap((text) => marks.ownersIn(text))
    give(
      [idOf(role)],
      attached.flatMap((owner) => managed.get(idOf(owner)) ?? []),
    )
  }
  return grants
}

function grantsIn(document: unknown): Grant[] {
  const statements = [(document as Data)['Statement'] ?? []].flat() as Data[]
  return statements
    .filter((statement) => statement['Effect'] === 'Allow')
    .map((statement) => ({actions: textsAt(statement, 'Action'), resources: textsAt(statement, 'Resource')}))
}

/** IAM compares actions without their case. */
function covers(pattern: string, action: string): boolean {
  const literal = pattern.toLowerCase().replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(action.toLowerCase())
}
