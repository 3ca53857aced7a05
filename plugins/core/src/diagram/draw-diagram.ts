import {type AddressBook, createAddressBook} from './address-book.js'
import type {Diagram, DiagramEdge, DiagramNode} from './diagram-result.js'
import type {DrawnPlace, DrawnStack} from './drawn-stack.js'
import {textsAt} from './evaluate.js'
import {compare, type EvaluatedResource, evaluateStacks} from './evaluate-stacks.js'
import {type Boxes, findBoxes, ownersAt} from './find-boxes.js'
import {createMarks, type Marks} from './marks.js'
import {placeBoxes} from './place-boxes.js'
import {createRoleArrows} from './role-arrows.js'
import {routeArrows} from './route-arrows.js'
import {ruleOf} from './rule-of.js'

export interface DrawOptions {
  /** Also what only operates the rest: alarms, keys, repositories. */
  readonly all?: boolean | undefined
}

/** The architecture that stacks make, from their templates and parameters alone. The same stacks give the same diagram, to the letter. */
export function drawDiagram(stacks: readonly DrawnStack[], place: DrawnPlace, options: DrawOptions = {}): Diagram {
  const marks = createMarks()
  const resources = evaluateStacks(stacks, place, marks)
  const boxes = findBoxes(resources, place, marks, options)
  const book = createAddressBook(boxes, marks)
  const placed = placeBoxes(resources, boxes, place, marks)
  const groups = new Map(placed.groups.map((group) => [group.id, group]))
  const subnetOf = ({group: id}: DiagramNode) => {
    let group = groups.get(id ?? '')
    while (group && group.kind !== 'subnet') group = groups.get(group.group ?? '')
    return group?.id
  }

  const told = resources.flatMap((resource) => toldArrows(resource, boxes, book))
  const roleArrows = createRoleArrows(resources, book, marks)
  const allowed = resources.flatMap((resource) =>
    workersOf(resource, boxes, marks).flatMap((box) => roleArrows(box, resource)),
  )
  const routed = routeArrows(resources, {nodes: placed.nodes, boxOf: boxes.boxOf}, subnetOf, marks)
  const mentioned = resources.flatMap((resource) => mentions(resource, boxes, book))
  const sure = [...told, ...without(allowed, told), ...routed]
  const edges = merged([...sure, ...withoutEither(mentioned, sure)])

  const named = new Set(edges.flatMap(({from, to}) => [from, to]))
  const outsiders = [...book.outsiders.values()].filter(({id}) => named.has(id))
  const nodes = [...placed.nodes, ...outsiders].toSorted((one, other) => compare(one.id, other.id))
  return {nodes, edges, groups: placed.groups, leftOut: boxes.leftOut}
}

/** Arrows that the properties of a resource say. */
function toldArrows(resource: EvaluatedResource, {boxOf}: Boxes, book: AddressBook): DiagramEdge[] {
  const own = boxOf(resource)
  return (ruleOf(resource.type).arrows ?? []).flatMap(({from, to, label, outside}) => {
    const at = (path: string | undefined) => {
      if (path === undefined) return own ? [own] : []
      return textsAt(resource.properties, path).flatMap((text) => book.find(text, outside ?? 'by-arn'))
    }
    const targets = at(to)
    return at(from).flatMap((source) => targets.map((target) => ({from: source.id, to: target.id, label})))
  })
}

/** The boxes that work with the roles of a resource. */
function workersOf(resource: EvaluatedResource, {boxOf}: Boxes, marks: Marks): DiagramNode[] {
  const {roles, of} = ruleOf(resource.type)
  if (!roles) return []
  const owners = of === undefined ? [resource] : ownersAt(resource, of, marks)
  return owners.flatMap((owner) => boxOf(owner) ?? [])
}

function mentions(resource: EvaluatedResource, {boxOf}: Boxes, book: AddressBook): DiagramEdge[] {
  const own = boxOf(resource)
  if (!own) return []
  return (ruleOf(resource.type).mentions ?? [])
    .flatMap((path) => textsAt(resource.properties, path))
    .flatMap((text) => book.find(text))
    .map(({id}) => ({from: own.id, to: id, label: 'uses'}))
}

/** What a property says is not said again by a right that it needs. */
function without(edges: readonly DiagramEdge[], told: readonly DiagramEdge[]): DiagramEdge[] {
  return edges.filter(({from, to}) => !told.some((one) => one.from === from && one.to === to))
}

function withoutEither(edges: readonly DiagramEdge[], sure: readonly DiagramEdge[]): DiagramEdge[] {
  const turned = sure.map(({from, to, label}) => ({from: to, to: from, label}))
  return without(edges, [...sure, ...turned])
}

/** One arrow between two boxes each way, with all that it does. */
function merged(edges: readonly DiagramEdge[]): DiagramEdge[] {
  const all = new Map<string, {from: string; to: string; labels: Set<string>}>()
  for (const {from, to, label} of edges) {
    if (from === to) continue
    const one = all.get(`${from} ${to}`) ?? {from, to, labels: new Set()}
    all.set(`${from} ${to}`, {...one, labels: one.labels.add(label)})
  }
  return [...all.values()]
    .map(({from, to, labels}) => ({from, to, label: [...labels].toSorted(compare).join(', ')}))
    .toSorted((one, other) => compare(one.from, other.from) || compare(one.to, other.to))
}
