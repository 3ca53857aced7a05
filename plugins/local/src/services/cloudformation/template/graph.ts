import {references} from './references.js'
import type {ResourceDeclaration, Template} from './template.js'

/** Each resource and those that must be there before it. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>

/** With `conditions`, only the resources that are made, and only what the branches taken refer to. */
export function templateGraph(template: Template, conditions?: ReadonlyMap<string, boolean>): Graph {
  const made = Object.values(template.resources).filter((resource) => isMade(resource, conditions))
  const ids = new Set(made.map(({logicalId}) => logicalId))
  return new Map(made.map((resource) => [resource.logicalId, needs(resource, ids, conditions)]))
}

export function isMade({condition}: {readonly condition?: string}, conditions?: ReadonlyMap<string, boolean>): boolean {
  return condition === undefined || conditions === undefined || conditions.get(condition) === true
}

function needs(
  resource: ResourceDeclaration,
  ids: ReadonlySet<string>,
  conditions: ReadonlyMap<string, boolean> | undefined,
): ReadonlySet<string> {
  const named = references([resource.properties, Object.values(resource.attributes)], conditions)
    .filter(({kind}) => kind === 'ref' || kind === 'attribute')
    .map(({name}) => name)
  return new Set([...resource.dependsOn, ...named].filter((name) => ids.has(name)))
}

/** What must be gone before each resource: the graph turned round. */
export function reversed(graph: Graph): Graph {
  const result = new Map([...graph.keys()].map((id) => [id, new Set<string>()]))
  for (const [id, needed] of graph) for (const other of needed) result.get(other)?.add(id)
  return result
}

/** In an order that has everything after what it needs; the template's order where that leaves a choice. */
export function sorted(graph: Graph): string[] {
  const order = new Set<string>()
  const add = (id: string): void => {
    if (order.has(id)) return
    for (const needed of graph.get(id) ?? []) add(needed)
    order.add(id)
  }
  for (const id of graph.keys()) add(id)
  return [...order]
}

/** The resources of a circle, if there is one. */
export function findCycle(graph: Graph): readonly string[] | undefined {
  const free = new Set<string>()
  const search = (id: string, above: readonly string[]): readonly string[] | undefined => {
    if (above.includes(id)) return above.slice(above.indexOf(id))
    if (free.has(id)) return undefined
    for (const needed of graph.get(id) ?? []) {
      const cycle = search(needed, [...above, id])
      if (cycle) return cycle
    }
    free.add(id)
    return undefined
  }
  for (const id of graph.keys()) {
    const cycle = search(id, [])
    if (cycle) return cycle
  }
  return undefined
}

/** Visits each resource as soon as all it needs were visited with success; what needs a failed one is left out. */
export async function walk(graph: Graph, visit: (id: string) => Promise<boolean>): Promise<void> {
  const visits = new Map<string, Promise<boolean>>()
  const start = (id: string): Promise<boolean> => {
    const known = visits.get(id)
    if (known) return known
    const visited = Promise.all([...(graph.get(id) ?? [])].map(start)).then(
      (ready) => ready.every(Boolean) && visit(id),
    )
    visits.set(id, visited)
    return visited
  }
  await Promise.all([...graph.keys()].map(start))
}
