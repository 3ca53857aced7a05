import {isDeepStrictEqual} from 'node:util'

import {KNOWN_AFTER_APPLY, type Scope} from '../language/scope.js'
import {attributeOf, deploymentScope, referenceTo} from '../language/stack-scope.js'
import {evaluateOutputs} from '../language/evaluate-outputs.js'
import type {AwsSpec, ResourceSpec} from '../spec/aws-spec.js'
import {isAlive} from '../stack/is-alive.js'
import type {Deployment, Stack, StackResource} from '../stack/stack.js'
import {sorted, templateGraph} from '../template/graph.js'
import type {World} from '../world.js'
import type {Fate} from './causes.js'
import {compare, desire, isSame} from './desired.js'
import {modification} from './modification.js'
import type {Plan, PlannedChange} from './plan.js'

/** What `deployment` would change of the stack as it is. Evaluates everything, with what only the execution will tell left open. */
export function planChanges(
  world: World,
  spec: AwsSpec,
  stack: Stack,
  deployment: Deployment,
  exported: Scope['exported'],
): Plan {
  const fates = new Map<string, Fate>()
  const fateOf = (logicalId: string): Fate => fates.get(logicalId) ?? 'same'
  const scope = deploymentScope(world, stack, deployment, {
    exported,
    reference: (id) => {
      const resource = stack.resources.get(id)
      return resource && ['same', 'modified'].includes(fateOf(id)) ? referenceTo(resource) : KNOWN_AFTER_APPLY
    },
    attribute: (id, name) => {
      const resource = stack.resources.get(id)
      return resource && fateOf(id) === 'same' ? attributeOf(resource, name) : KNOWN_AFTER_APPLY
    },
  })

  const order = sorted(templateGraph(deployment.template, deployment.conditions))
  const changes = order.flatMap((logicalId) => {
    const declaration = deployment.template.resources[logicalId]!
    const type = spec.resource(declaration.type)!
    const desired = desire(declaration, deployment, scope, type)
    const current = stack.resources.get(logicalId)
    if (!current || !isAlive(current)) {
      fates.set(logicalId, 'new')
      return [addition(logicalId, type, desired.shown)]
    }
    const difference = compare(current, desired, type)
    if (isSame(difference) && !current.status.endsWith('_FAILED')) return []
    const change = modification(current, desired, difference, {before: stack.deployment, after: deployment, fateOf})
    fates.set(logicalId, fateAfter(change, difference.properties.length > 0))
    return [change]
  })
  const removals = [...stack.resources.values()]
    .filter((resource) => isAlive(resource) && !order.includes(resource.logicalId))
    .map(removal)

  const all = inTemplateOrder([...changes, ...removals], deployment)
  return {changes: all, changed: all.length > 0 || isStackChanged(stack, deployment, scope)}
}

function addition(logicalId: string, {type}: ResourceSpec, after: PlannedChange['after']): PlannedChange {
  return {action: 'Add', logicalId, type, scope: [], details: [], ...(after && {after})}
}

function removal({logicalId, type, handled, shown, deletionPolicy}: StackResource): PlannedChange {
  return {
    action: 'Remove',
    logicalId,
    type,
    ...(handled && {physicalId: handled.physicalId}),
    policyAction: deletionPolicy?.startsWith('Retain') ? 'Retain' : 'Delete',
    scope: [],
    details: [],
    before: shown,
  }
}

/** Tags and policies change nothing that others could refer to. */
function fateAfter({replacement}: PlannedChange, hasNewProperties: boolean): Fate {
  if (replacement === 'True' || replacement === 'Conditional') return replacement
  return hasNewProperties ? 'modified' : 'same'
}

function inTemplateOrder(changes: PlannedChange[], {template}: Deployment): PlannedChange[] {
  const order = Object.keys(template.resources)
  const rank = ({logicalId, action}: PlannedChange): number =>
    action === 'Remove' ? order.length : order.indexOf(logicalId)
  return changes.sort((a, b) => rank(a) - rank(b))
}

/** A parameter, condition or description alone is no change: aws/aws-cdk issue 11521; outputs and tags are. */
function isStackChanged(stack: Stack, deployment: Deployment, scope: Scope): boolean {
  return (
    !isDeepStrictEqual(stack.deployment?.tags, deployment.tags) ||
    !isDeepStrictEqual(stack.deployment?.notificationArns, deployment.notificationArns) ||
    !isDeepStrictEqual(stack.outputs, evaluateOutputs(deployment, scope))
  )
}
