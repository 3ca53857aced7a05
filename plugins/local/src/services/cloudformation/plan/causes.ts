import {isDeepStrictEqual} from 'node:util'

import type {StackParameter} from '../parameters/resolve-parameters.js'
import type {Deployment} from '../stack/stack.js'
import {intrinsicOf, isRecord} from '../template/expression.js'
import {type Reference, references} from '../template/references.js'
import type {ChangeDetail, Replacement} from './plan.js'

/** How a resource fares in the change set, as far as those that refer to it care. */
export type Fate = 'same' | 'modified' | 'new' | Exclude<Replacement, 'False'>

export interface CauseScope {
  readonly before: Deployment | undefined
  readonly after: Deployment
  readonly fateOf: (logicalId: string) => Fate
}

export type Cause = Pick<ChangeDetail, 'evaluation' | 'source' | 'cause' | 'onlyWithValues'>

/**
 * Why the value at `path` of a resource's properties changes:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChangeDetail.html.
 * A value that comes from a changed parameter is told twice, once for the parameter and once, `Dynamic`, for itself.
 */
export function causesOf(path: readonly string[], before: unknown, after: unknown, scope: CauseScope): Cause[] {
  const [own, previous] = deepest(path, after, before)
  const named = references(own, scope.after.conditions)
  const ofParameters = named
    .filter((name) => isChangedParameter(name, scope))
    .map(({name}): Cause => ({
      evaluation: 'Static',
      source: 'ParameterReference',
      cause: name,
    }))
  const ofResources = named.flatMap((name) => resourceCause(name, scope) ?? [])
  const causes = unique([...ofParameters, ...ofResources])

  const direct = (evaluation: 'Static' | 'Dynamic'): Cause => ({evaluation, source: 'DirectModification'})
  const isWritten = !isDeepStrictEqual(own, previous) || named.some((name) => isChangedCondition(name, scope))
  if (causes.length === 0 || isWritten) return [...causes, direct('Static')]
  if (ofParameters.length > 0) return [...causes, direct('Dynamic')]
  return causes.some(({evaluation}) => evaluation === 'Static')
    ? [...causes, {...direct('Dynamic'), onlyWithValues: true}]
    : causes
}

/** The expressions at a path, or those above it that make the value there. */
function deepest(path: readonly string[], after: unknown, before: unknown): [unknown, unknown] {
  const [key, ...rest] = path
  if (key === undefined || !isPlain(after) || !(key in after)) return [after, before]
  return deepest(rest, after[key], isPlain(before) ? before[key] : undefined)
}

function isPlain(expression: unknown): expression is Readonly<Record<string, unknown>> {
  return Array.isArray(expression) || (isRecord(expression) && !intrinsicOf(expression))
}

function isChangedParameter({kind, name}: Reference, {before, after}: CauseScope): boolean {
  if (kind !== 'ref') return false
  const value = valueOf(name, after.parameters)
  return value !== undefined && value !== valueOf(name, before?.parameters ?? [])
}

function valueOf(key: string, parameters: readonly StackParameter[]): string | undefined {
  return parameters.find((parameter) => parameter.key === key)?.value
}

function isChangedCondition({kind, name}: Reference, {before, after}: CauseScope): boolean {
  return kind === 'condition' && before?.conditions.get(name) !== after.conditions.get(name)
}

function resourceCause(reference: Reference, {fateOf}: CauseScope): Cause | undefined {
  const fate = fateOf(reference.name)
  const evaluation = fate === 'True' || fate === 'new' ? 'Static' : 'Dynamic'
  if (reference.kind === 'ref' && fate !== 'same' && fate !== 'modified') {
    return {evaluation, source: 'ResourceReference', cause: reference.name}
  }
  if (reference.kind === 'attribute' && fate !== 'same') {
    return {evaluation, source: 'ResourceAttribute', cause: `${reference.name}.${reference.attribute ?? ''}`}
  }
  return undefined
}

function unique(causes: readonly Cause[]): Cause[] {
  return causes.filter((cause, index) => causes.findIndex((other) => isDeepStrictEqual(other, cause)) === index)
}
