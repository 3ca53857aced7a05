import type {StackResource} from '../stack/stack.js'
import {type CauseScope, causesOf} from './causes.js'
import type {Desired, Difference} from './desired.js'
import {valueAt} from './diff-values.js'
import type {ChangedAttribute, ChangeDetail, PlannedChange, Replacement} from './plan.js'

/** A resource that stays in the stack and changes. */
export function modification(
  current: StackResource,
  desired: Desired,
  difference: Difference,
  scope: CauseScope,
): PlannedChange {
  const details = [
    ...difference.properties.flatMap((change) => propertyDetails(change, current, desired, scope)),
    ...(difference.tags ? [attributeDetail('Tags')] : []),
    ...difference.attributes.map(attributeDetail),
  ]
  const replacement = replacementOf(details)
  const policy = current.updateReplacePolicy?.startsWith('Retain') ? 'ReplaceAndRetain' : 'ReplaceAndDelete'

  return {
    action: 'Modify',
    logicalId: current.logicalId,
    type: current.type,
    ...(current.handled && {physicalId: current.handled.physicalId}),
    replacement,
    ...(replacement === 'True' && {policyAction: policy}),
    scope: [...new Set(details.map(({attribute}) => attribute))],
    details,
    before: current.shown,
    after: desired.shown,
  }
}

function propertyDetails(
  {path, recreation}: Difference['properties'][number],
  current: StackResource,
  desired: Desired,
  scope: CauseScope,
): ChangeDetail[] {
  const before = asText(valueAt(current.shown, path))
  const after = asText(valueAt(desired.shown, path))
  const causes = causesOf(path, current.declaration.properties, desired.declaration.properties, scope)
  return causes.map((cause) => ({
    attribute: 'Properties',
    name: path[0]!,
    path: `/Properties/${path.join('/')}`,
    ...(before !== undefined && {before}),
    ...(after !== undefined && {after}),
    changeType: before === undefined ? 'Add' : after === undefined ? 'Remove' : 'Modify',
    recreation,
    ...cause,
  }))
}

function attributeDetail(attribute: ChangedAttribute): ChangeDetail {
  return {attribute, recreation: 'Never', evaluation: 'Static', source: 'DirectModification'}
}

/** `Conditional`: the new resource depends on a value that is not known yet, or on the resource's own rules. */
function replacementOf(details: readonly ChangeDetail[]): Replacement {
  const recreating = details.filter(({recreation}) => recreation !== 'Never')
  if (recreating.some(({recreation, evaluation}) => recreation === 'Always' && evaluation === 'Static')) return 'True'
  return recreating.length > 0 ? 'Conditional' : 'False'
}

function asText(value: unknown): string | undefined {
  if (value === undefined) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}
