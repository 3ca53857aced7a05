import {type AppResource, type AppStack, filledIn} from './app-resources.js'
import type {CallRow} from './call-row.js'
import {ENGINE_CALLS} from './engine-calls.js'
import type {Grant} from './grant.js'
import {type PolicyPlace, toArn} from './place.js'
import type {PolicyVerb} from './policy-result.js'
import {bothConditions, tagCondition} from './tag-condition.js'

export interface CallGrantsInput {
  readonly place: PolicyPlace
  readonly stacks: readonly AppStack[]
  readonly resources: readonly AppResource[]
  /** ARNs of versions. */
  readonly layers: readonly string[]
  readonly tracesEncrypted: boolean
  /** Configurations are in the application that a stack of the app makes. */
  readonly ownApplication: boolean
}

/** What the engine calls by itself for these commands, as far as the app has what the calls are about. */
export function callGrants(input: CallGrantsInput, commands: readonly PolicyVerb[]): Grant[] {
  return Object.entries(ENGINE_CALLS).flatMap(([service, calls]) =>
    Object.entries(calls).flatMap(([operation, rows]) =>
      [rows].flat().flatMap((row): Grant[] => {
        const actions = row.actions ?? [`${service}:${operation}`]
        const callers = row.commands.filter((command) => commands.includes(command))
        const resources = isNeeded(row, input) && callers.length > 0 ? targets(row, input) : []
        if (actions.length === 0 || resources.length === 0) return []
        const condition = bothConditions(tagCondition(tagOf(row, input), input.place), row.condition ?? {})
        const because = `${operation} of ${callers.join(', ')}`
        return [
          {
            actions,
            resources,
            ...(condition && {condition}),
            because: row.because ? `${because}: ${row.because}` : because,
          },
        ]
      }),
    ),
  )
}

function isNeeded({needs}: CallRow, {resources, tracesEncrypted}: CallGrantsInput): boolean {
  if (needs === 'trace key') return tracesEncrypted
  return needs === undefined || resources.some(({type}) => type === needs)
}

function tagOf({tagged}: CallRow, {ownApplication}: CallGrantsInput): 'resource' | undefined {
  return tagged === 'application' && !ownApplication ? undefined : tagged && 'resource'
}

function targets({on}: CallRow, {place, stacks, resources, layers}: CallGrantsInput): string[] {
  const meant = (name: string): readonly string[] => {
    if (name === 'stack') return stacks.map((stack) => stack.name)
    if (name === 'layer') return layers
    const [kind = '', argument = ''] = name.split(/:(?!:)(.*)/)
    if (kind === 'parameter') return stacks.flatMap(({parameters}) => parameters[argument] || [])
    if (kind === 'name') return resources.filter(({type}) => type === argument).flatMap(({names}) => names)
    if (kind === 'roles')
      return resources
        .filter((resource) =>
          resource.texts('AssumeRolePolicyDocument.Statement.*.Principal.Service').includes(argument),
        )
        .flatMap(({arns}) => arns)
    return resources.filter(({type}) => type === name).flatMap(({arns}) => arns)
  }
  return on.flatMap((pattern) => filledIn(pattern, meant).map((short) => toArn(short, place)))
}
