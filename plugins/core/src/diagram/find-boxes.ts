import type {DrawnPlace} from './drawn-stack.js'
import type {DiagramNode, LeftOut} from './diagram-result.js'
import {textsAt} from './evaluate.js'
import {compare, type EvaluatedResource} from './evaluate-stacks.js'
import {labelOf, nameOf} from './label-of.js'
import type {Marks, Owner} from './marks.js'
import {ruleOf} from './rule-of.js'

export interface Boxes {
  readonly nodes: readonly DiagramNode[]
  readonly leftOut: readonly LeftOut[]
  /** The box that a resource is, or is a piece of. */
  readonly boxOf: (owner: Owner) => DiagramNode | undefined
}

/** Letters, digits and underscores. A part has no underscore and a logical id no dash, so no two resources have one id. */
export function idOf({part, logicalId}: Owner): string {
  return `${part.replaceAll('-', '_')}_${logicalId}`
}

export function findBoxes(
  resources: readonly EvaluatedResource[],
  place: DrawnPlace,
  marks: Marks,
  {all = false}: {readonly all?: boolean | undefined},
): Boxes {
  const byId = new Map(resources.map((resource) => [idOf(resource), resource]))
  const takers = takersOf(resources, marks)
  const nodes = new Map<string, DiagramNode>()
  const left = new Map<string, LeftOut>()
  for (const resource of resources) {
    const id = idOf(resource)
    const {kind, unless, left: reason, group, pieceOf} = ruleOf(resource.type)
    if (group) continue
    if (kind && (unless === undefined || all) && !takers.has(id)) {
      const name = nameOf(resource)
      const {part, logicalId, type} = resource
      nodes.set(id, {id, kind, label: labelOf(resource, kind, place), ...(name && {name}), part, logicalId, type})
      continue
    }
    const why = unless ?? reason ?? (pieceOf || takers.has(id) ? 'a piece of another box' : '')
    left.set(resource.type, {type: resource.type, count: (left.get(resource.type)?.count ?? 0) + 1, reason: why})
  }

  const boxOf = (owner: Owner, asked: readonly string[] = []): DiagramNode | undefined => {
    const id = idOf(owner)
    const resource = byId.get(id)
    if (!resource || asked.includes(id)) return undefined
    const taker = takers.get(id)
    if (taker) return boxOf(taker, [...asked, id])
    const node = nodes.get(id)
    if (node) return node
    const owners = (ruleOf(resource.type).pieceOf ?? []).flatMap((path) => ownersAt(resource, path, marks))
    return owners.map((other) => boxOf(other, [...asked, id])).find((found) => found !== undefined)
  }

  return {
    nodes: [...nodes.values()],
    leftOut: [...left.values()].toSorted((one, other) => compare(one.type, other.type)),
    boxOf: (owner) => boxOf(owner),
  }
}

export function ownersAt({properties}: EvaluatedResource, path: string, marks: Marks): Owner[] {
  return textsAt(properties, path).flatMap((text) => marks.ownersIn(text))
}

/** What each taken resource is a piece of; the first one that takes it. */
function takersOf(resources: readonly EvaluatedResource[], marks: Marks): ReadonlyMap<string, Owner> {
  const takers = new Map<string, Owner>()
  for (const resource of resources) {
    for (const path of ruleOf(resource.type).takes ?? []) {
      for (const taken of ownersAt(resource, path, marks))
        if (!takers.has(idOf(taken))) takers.set(idOf(taken), resource)
    }
  }
  return takers
}
