import {isDeepStrictEqual} from 'node:util'

import type {ChangeDetail, PlannedChange} from '../plan/plan.js'
import type {Result} from '../protocol/write-xml.js'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html */
export function describeChange(change: PlannedChange, withValues: boolean): Result {
  const {details} = change
  return {
    Type: 'Resource',
    ResourceChange: {
      PolicyAction: change.policyAction,
      Action: change.action,
      LogicalResourceId: change.logicalId,
      PhysicalResourceId: change.physicalId,
      ResourceType: change.type,
      Replacement: change.replacement,
      Scope: change.scope,
      Details: withValues ? details.map(describeWithValues) : unique(details.filter(isTold).map(describeDetail)),
      ...(withValues && {BeforeContext: context(change.before), AfterContext: context(change.after)}),
    },
  }
}

function isTold({onlyWithValues}: ChangeDetail): boolean {
  return !onlyWithValues
}

/** Without paths, several changes inside one property are told once. */
function unique(details: readonly Result[]): Result[] {
  return details.filter((detail, index) => details.findIndex((other) => isDeepStrictEqual(other, detail)) === index)
}

function describeDetail({attribute, name, recreation, evaluation, source, cause}: ChangeDetail): Result {
  return {
    Target: {Attribute: attribute, Name: name, RequiresRecreation: recreation},
    Evaluation: evaluation,
    ChangeSource: source,
    CausingEntity: cause,
  }
}

function describeWithValues(detail: ChangeDetail): Result {
  const described = describeDetail(detail)
  return {
    ...described,
    Target: {
      ...(described['Target'] as Result),
      Path: detail.path ?? `/${detail.attribute}`,
      BeforeValue: detail.before,
      AfterValue: detail.after,
      AttributeChangeType: detail.changeType ?? 'Modify',
    },
  }
}

function context(properties: PlannedChange['before']): string | undefined {
  return properties && JSON.stringify({Properties: properties})
}
