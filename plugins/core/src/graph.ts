import type {AppDefinition, ParameterValue, Reference, Scope} from './app.js'
import {StackError} from './errors.js'
import type {NodeRef} from './events.js'
import type {SurveyedConfigs} from './releases/survey-configs.js'

export interface GraphNode {
  readonly ref: NodeRef
  /** Keys of the nodes that must be done before. */
  readonly needs: readonly string[]
}

/** Nodes by key, each after all that it needs. */
export type Graph = ReadonlyMap<string, GraphNode>

export type StackParameters = Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>

/** `stack network`, `image server` */
export function keyOf(ref: NodeRef): string {
  return `${ref.kind} ${ref.name}`
}

/** What each stack is given, by part. */
export function parametersOf<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  scope: Scope<Config, Facts>,
): StackParameters {
  return Object.fromEntries(app.stacks.map(({part, parameters}) => [part, parameters?.(scope) ?? {}]))
}

/**
 * The one graph of an app: a stack needs the images and outputs it takes, an image the part with its repository, a configuration the parts with
 * its profile and the application. Without the images that no stack takes.
 */
export function graphOf<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  parameters: StackParameters,
  configs?: SurveyedConfigs,
): Graph {
  const nodes = new Map<string, GraphNode>()
  for (const {name, repository} of app.images) {
    nodes.set(`image ${name}`, {ref: {kind: 'image', name}, needs: [neededBy(repository)]})
  }
  for (const {part, after = []} of app.stacks) {
    const references = Object.values(parameters[part] ?? {})
      .flatMap(itemsOf)
      .filter(isGraphReference)
    const needs = [...references.map(neededBy), ...after.map((other) => `stack ${other}`)]
    nodes.set(`stack ${part}`, {ref: {kind: 'stack', name: part}, needs: [...new Set(needs)]})
  }
  for (const {profile} of configs?.compiled ?? []) {
    // First the part that it belongs to: who asks for that part asks for it too.
    const parts = [configs?.references[profile]?.part, configs?.part].filter((part) => part !== undefined)
    const needs = [...new Set(parts)].map((part) => `stack ${part}`)
    nodes.set(`config ${profile}`, {ref: {kind: 'config', name: profile}, needs})
  }
  return inOrder(app.name, nodes)
}

export function nodesOf(graph: Graph): NodeRef[] {
  return [...graph.values()].map(({ref}) => ref)
}

/** Nodes that need nothing of each other. */
export function flatGraph(kind: NodeRef['kind'], names: readonly string[]): Graph {
  return new Map(names.map((name) => [keyOf({kind, name}), {ref: {kind, name}, needs: []}]))
}

type GraphReference = Extract<Reference, {ref: 'output' | 'image'}>

function itemsOf(value: ParameterValue): readonly ParameterValue[] {
  return typeof value !== 'string' && value.ref === 'list' ? value.of : [value]
}

function isGraphReference(value: ParameterValue): value is GraphReference {
  return typeof value !== 'string' && (value.ref === 'output' || value.ref === 'image')
}

function neededBy(reference: GraphReference): string {
  return reference.ref === 'image' ? `image ${reference.image}` : `stack ${reference.part}`
}

function inOrder(app: string, nodes: ReadonlyMap<string, GraphNode>): Graph {
  const ordered = new Map<string, GraphNode>()
  const visit = (key: string, path: readonly string[]) => {
    if (ordered.has(key)) return
    const node = nodes.get(key)
    if (!node) throw definitionError(app, `${path.at(-1) ?? key} needs ${key}, which it does not have`)
    if (path.includes(key)) throw definitionError(app, `it goes in a circle: ${[...path, key].join(' -> ')}`)
    for (const need of node.needs) visit(need, [...path, key])
    ordered.set(key, node)
  }
  for (const key of nodes.keys()) if (!key.startsWith('image ')) visit(key, [])
  return ordered
}

function definitionError(app: string, message: string): StackError {
  return new StackError('APP_INVALID', `the definition of ${app} is wrong: ${message}`, {blame: 'bug'})
}
