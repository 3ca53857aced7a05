import {type AppResource, type AppStack, filledIn} from './app-resources.js'
import type {Grant} from './grant.js'
import {type PolicyPlace, toArn} from './place.js'
import type {PolicyCondition, PolicyVerb} from './policy-result.js'
import {bothConditions, tagCondition} from './tag-condition.js'
import type {Right} from './type-row.js'
import {PARAMETER_TYPES, TYPE_ROWS} from './type-rows.js'

type Handler = 'create' | 'read' | 'update' | 'delete'

/** A deploy that fails deletes again what it made, and one that replaces deletes what was before. */
const HANDLERS: Readonly<Record<PolicyVerb, readonly Handler[]>> = {
  plan: [],
  deploy: ['create', 'read', 'update', 'delete'],
  destroy: ['read', 'delete'],
  operate: [],
}

/** All that is done with what the settings do not name. */
const LAST = new Set<Handler>(['read', 'delete'])

export interface TypeGrantsInput {
  readonly place: PolicyPlace
  readonly stacks: readonly AppStack[]
  readonly resources: readonly AppResource[]
  /** VPCs of others that the settings name. */
  readonly vpcs: readonly string[]
}

/** What CloudFormation calls for the templates' resources with the credentials of who deploys. A type without a row has none. */
export function typeGrants(input: TypeGrantsInput, commands: readonly PolicyVerb[]): Grant[] {
  const {place, resources, stacks} = input
  const handlers = new Set(commands.flatMap((command) => HANDLERS[command]))
  const ofResources = resources.flatMap((resource) => {
    const row = TYPE_ROWS[resource.type]
    return (row?.rights ?? []).flatMap((right) => {
      const called = resource.wanted ? [...handlers] : [...handlers].filter((handler) => LAST.has(handler))
      const actions = called.flatMap((handler) => right[handler] ?? [])
      if (actions.length === 0 || (right.when !== undefined && !resource.has(right.when))) return []
      const {condition, tagged} = right
      const both = bothConditions(tagCondition(tagged, place), filledCondition(condition, resource, input))
      return {
        actions: actions.map((action) => (action.includes(':') ? action : `${row?.service}:${action}`)),
        resources: targets(right, resource, input),
        ...(both && {condition: both}),
        because: [resource.type, right.because].filter(Boolean).join(': '),
      }
    })
  })
  return [...ofResources, ...parameterGrants(stacks, commands)]
}

/** What stands in braces in the tables: a property of the resource, `{name}`, or what is there of the whole app. */
function filler(resource: AppResource, {place, resources, vpcs}: TypeGrantsInput): (name: string) => readonly string[] {
  return (name) => {
    if (name === 'name') return resource.names
    if (name === 'app') return [`${place.app}-${place.stage}`]
    if (name === 'region') return [place.region]
    if (name === 'vpc') return vpcs.length > 0 ? vpcs : ['*']
    return name.startsWith('AWS::')
      ? resources.filter(({type}) => type === name).flatMap(({arns}) => arns)
      : resource.texts(name)
  }
}

function targets({on}: Right, resource: AppResource, input: TypeGrantsInput): readonly string[] {
  if (on === undefined) return resource.arns
  return on.flatMap((pattern) => filledIn(pattern, filler(resource, input)).map((short) => toArn(short, input.place)))
}

function filledCondition(
  condition: PolicyCondition | undefined,
  resource: AppResource,
  input: TypeGrantsInput,
): PolicyCondition {
  const fill = (value: string) => {
    const texts = filledIn(value, filler(resource, input))
    return value.includes('{') ? texts.map((short) => toArn(short, input.place)) : texts
  }
  return Object.fromEntries(
    Object.entries(condition ?? {}).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, one([value].flat().flatMap(fill))])),
    ]),
  )
}

function one(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] ?? '') : values
}

/** A parameter of an AWS type is looked up when a change set is made: "CloudFormation-supplied parameter types". */
function parameterGrants(stacks: readonly AppStack[], commands: readonly PolicyVerb[]): Grant[] {
  if (!commands.includes('deploy') && !commands.includes('plan')) return []
  return stacks.flatMap(({template}) =>
    [...template.parameters.values()].flatMap(({type}) => {
      const actions = PARAMETER_TYPES[type]
      return actions
        ? [{actions, resources: ['*'], because: `parameters of type ${type}: the action knows no resources`}]
        : []
    }),
  )
}
