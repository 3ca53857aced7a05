import type {DiagramGroup, DiagramNode} from './diagram-result.js'
import type {DrawnPlace} from './drawn-stack.js'
import {textsAt} from './evaluate.js'
import {compare, type EvaluatedResource} from './evaluate-stacks.js'
import {type Boxes, idOf, ownersAt} from './find-boxes.js'
import {inWords, shortened} from './label-of.js'
import type {Marks} from './marks.js'
import {ruleOf} from './rule-of.js'

export interface Placed {
  readonly nodes: readonly DiagramNode[]
  readonly groups: readonly DiagramGroup[]
}

/** Network groups around what is in them, and the parts within: a part of one box needs no frame, nor one inside of the network that it makes itself. */
export function placeBoxes(
  resources: readonly EvaluatedResource[],
  {nodes, boxOf}: Boxes,
  place: DrawnPlace,
  marks: Marks,
): Placed {
  const networks = networksIn(resources, place, marks)
  const inside = new Map<string, string>()
  for (const resource of resources) {
    const {inside: paths = [], of, group} = ruleOf(resource.type)
    if (group) continue
    const found = paths.flatMap((path) => ownersAt(resource, path, marks)).map(idOf)
    const around = innermost(
      [...new Set(found)].filter((id) => networks.has(id)),
      networks,
    )
    const owners = of === undefined ? [resource] : ownersAt(resource, of, marks)
    for (const owner of owners) {
      const box = boxOf(owner)
      if (box && around !== undefined && !inside.has(box.id)) inside.set(box.id, around)
    }
  }

  const parts = new Map<string, DiagramNode[]>()
  const frameOf = (node: DiagramNode) => `${inside.get(node.id) ?? 'part'}__${(node.part ?? '').replaceAll('-', '_')}`
  for (const node of nodes) parts.set(frameOf(node), [...(parts.get(frameOf(node)) ?? []), node])
  const ownNetwork = (node: DiagramNode) => networks.get(inside.get(node.id) ?? '')?.part === node.part
  const hasFrame = (node: DiagramNode) => (parts.get(frameOf(node))?.length ?? 0) > 1 && !ownNetwork(node)

  const placed = nodes.map((node) => {
    const group = hasFrame(node) ? frameOf(node) : inside.get(node.id)
    return {...node, ...(group !== undefined && {group})}
  })
  const frames = nodes.filter(hasFrame).map((node): [string, DiagramGroup] => {
    const around = inside.get(node.id)
    const id = frameOf(node)
    return [id, {id, kind: 'part', label: node.part ?? '', ...(around !== undefined && {group: around})}]
  })
  const all = new Map<string, DiagramGroup>([...[...networks].map(([id, {group}]) => [id, group] as const), ...frames])
  return {nodes: placed, groups: usedGroups(placed, all)}
}

interface Network {
  readonly part: string
  readonly group: DiagramGroup
}

function networksIn(
  resources: readonly EvaluatedResource[],
  place: DrawnPlace,
  marks: Marks,
): ReadonlyMap<string, Network> {
  const found = new Map<string, Network>()
  for (const resource of resources) {
    const {group: kind, inside = []} = ruleOf(resource.type)
    if (!kind) continue
    const [around] = inside.flatMap((path) => ownersAt(resource, path, marks)).map(idOf)
    const [block] = textsAt(resource.properties, 'CidrBlock')
    const range = kind === 'vpc' && block ? ` ${block}` : ''
    const label = `${kind === 'vpc' ? 'VPC' : inWords(resource.logicalId)}${range}`
    const id = idOf(resource)
    const name = shortened(label, place)
    found.set(id, {part: resource.part, group: {id, kind, label: name, ...(around !== undefined && {group: around})}})
  }
  return found
}

/** One subnet is where it is; of several only their VPC. */
function innermost(ids: readonly string[], networks: ReadonlyMap<string, Network>): string | undefined {
  const [only, ...more] = ids
  if (more.length === 0) return only
  return ids.map((id) => networks.get(id)?.group.group).find((around) => around !== undefined)
}

function usedGroups(nodes: readonly DiagramNode[], all: ReadonlyMap<string, DiagramGroup>): DiagramGroup[] {
  const used = new Map<string, DiagramGroup>()
  const use = (id: string | undefined): void => {
    const group = id === undefined ? undefined : all.get(id)
    if (!group || used.has(group.id)) return
    used.set(group.id, group)
    use(group.group)
  }
  for (const {group} of nodes) use(group)
  return [...used.values()].toSorted((one, other) => compare(one.id, other.id))
}
