import type {PolicyPlace} from './place.js'
import type {PolicyCondition} from './policy-result.js'

/** Every resource of an app has the tags of its stack: CloudFormation hands them on. */
export function tagCondition(
  tagged: 'resource' | 'request' | undefined,
  {app, stage}: Pick<PolicyPlace, 'app' | 'stage'>,
): PolicyCondition {
  if (tagged === undefined) return {}
  const key = tagged === 'resource' ? 'aws:ResourceTag' : 'aws:RequestTag'
  return {StringEquals: {[`${key}/aws-stack:app`]: app, [`${key}/aws-stack:stage`]: stage}}
}

/** All of them hold. */
export function bothConditions(one: PolicyCondition, other: PolicyCondition): PolicyCondition | undefined {
  const operators = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  if (operators.length === 0) return undefined
  return Object.fromEntries(operators.map((operator) => [operator, {...one[operator], ...other[operator]}]))
}
