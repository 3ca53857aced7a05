import {isDeepStrictEqual} from 'node:util'

import type {Properties} from '../handler.js'
import {evaluate, evaluateText} from '../language/evaluate.js'
import type {Scope} from '../language/scope.js'
import {maskedScope} from '../language/stack-scope.js'
import type {RequiresRecreation, ResourceSpec} from '../spec/aws-spec.js'
import {shapeProperties} from '../spec/shape-properties.js'
import type {Deployment, StackResource, Tag} from '../stack/stack.js'
import {RESOURCE_ATTRIBUTES, type ResourceAttribute, type ResourceDeclaration} from '../template/template.js'
import {diffValues, type ValueChange} from './diff-values.js'

/** A resource as a deployment wants it. */
export interface Desired {
  readonly declaration: ResourceDeclaration
  readonly properties: Properties
  readonly shown: Properties
  readonly tags: readonly Tag[]
  readonly deletionPolicy: string | undefined
  readonly updateReplacePolicy: string | undefined
  /** What is wrong with the properties. */
  readonly problems: readonly string[]
}

export function desire(
  declaration: ResourceDeclaration,
  deployment: Deployment,
  scope: Scope,
  spec: ResourceSpec,
): Desired {
  const shaped = shapeProperties(evaluate(declaration.properties, scope) as Properties, spec)
  const hasSecrets = deployment.parameters.some(({noEcho}) => noEcho)
  const shown = hasSecrets ? evaluate(declaration.properties, maskedScope(scope, deployment)) : shaped.value
  return {
    declaration,
    properties: shaped.value as Properties,
    shown: shown as Properties,
    tags: deployment.tags,
    deletionPolicy: evaluateText(declaration.attributes.DeletionPolicy, scope),
    updateReplacePolicy: evaluateText(declaration.attributes.UpdateReplacePolicy, scope),
    problems: shaped.problems,
  }
}

export interface Difference {
  readonly properties: readonly (ValueChange & {readonly recreation: RequiresRecreation})[]
  readonly tags: boolean
  readonly attributes: readonly ResourceAttribute[]
}

export function compare(current: StackResource, desired: Desired, spec: ResourceSpec): Difference {
  return {
    properties: diffValues(current.properties, desired.properties).map((change) => ({
      ...change,
      recreation: spec.requiresRecreation(change.path),
    })),
    tags: spec.tagProperty !== undefined && !isDeepStrictEqual(current.tags, desired.tags),
    attributes: RESOURCE_ATTRIBUTES.filter(
      (name) => !isDeepStrictEqual(current.declaration.attributes[name], desired.declaration.attributes[name]),
    ),
  }
}

export function isSame({properties, tags, attributes}: Difference): boolean {
  return properties.length === 0 && !tags && attributes.length === 0
}
