import type {ParameterValue} from './app.js'
import type {Stack, Tag} from './context.js'
import type {LiveValues} from './live-values.js'
import {isSameTemplate, type Template} from './template/parse-template.js'

export interface Known {
  readonly value: string
  /** Tells creating from updating, or is somebody else's to change; a difference in it is no change of the stack. */
  readonly transient?: true
}

/** `after`: what has to happen before the value can be told, `build` or a part. */
export interface Unknown {
  readonly after: string
}

export type Resolved = Known | Unknown

export type ResolvedParameters = Readonly<Record<string, Resolved>>

/** Where references get their values: plan looks at what is deployed, deploy at what it has just done. */
export interface ReferenceValues {
  output(part: string, name: string): Resolved
  image(name: string): Resolved
}

export function isKnown(resolved: Resolved): resolved is Known {
  return 'value' in resolved
}

export function resolveParameters(
  parameters: Readonly<Record<string, ParameterValue>>,
  values: ReferenceValues,
  creating: boolean,
  live: LiveValues,
): ResolvedParameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, resolve(value, values, creating, live)]),
  )
}

function resolve(value: ParameterValue, values: ReferenceValues, creating: boolean, live: LiveValues): Resolved {
  if (typeof value === 'string') return {value}
  switch (value.ref) {
    case 'output':
      return values.output(value.part, value.name)
    case 'image':
      return values.image(value.image)
    case 'creating':
      return {value: String(creating), transient: true}
    case 'list':
      return resolveList(value.of.map((item) => resolve(item, values, creating, live)))
    case 'live':
      return {value: live(value), transient: true}
  }
}

function resolveList(items: readonly Resolved[]): Resolved {
  const unknown = items.find((item) => !isKnown(item))
  return unknown ?? {value: items.map((item) => (isKnown(item) ? item.value : '')).join(',')}
}

/** Template, parameters and tags are those of the deployed stack: CloudFormation would find nothing to do. */
export function isUnchanged(
  next: {text: string; template: Template; parameters: ResolvedParameters; tags: readonly Tag[]},
  deployed: {stack: Stack; text: string},
): boolean {
  const {stack} = deployed
  return (
    isSameTemplate(next.text, deployed.text) &&
    Object.entries(stack.parameters).every(([name, current]) => {
      const resolved = next.parameters[name] ?? {value: next.template.parameters.get(name)?.default ?? ''}
      // A NoEcho value reads ****: only CloudFormation can tell whether it changed.
      if (next.template.parameters.get(name)?.noEcho) return false
      return isKnown(resolved) && (resolved.transient === true || resolved.value === current)
    }) &&
    tagLines(next.tags) === tagLines(stack.tags)
  )
}

function tagLines(tags: readonly Tag[]): string {
  return JSON.stringify(tags.map(({key, value}) => [key, value]).toSorted())
}
