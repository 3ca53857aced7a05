import type {AdvancedEventSelector, AdvancedFieldSelector, EventSelector} from '@aws-sdk/client-cloudtrail'

import type {S3Write} from './s3-write.js'

export interface Selectors {
  readonly AdvancedEventSelectors?: readonly AdvancedEventSelector[] | undefined
  readonly EventSelectors?: readonly EventSelector[] | undefined
}

/** Whether a trail with these selectors records it: "Logging data events" in the CloudTrail user guide. */
export function isSelected({eventName, bucket, key}: S3Write, selectors: Selectors): boolean {
  const arn = `arn:aws:s3:::${bucket}/${key}`
  const fields: Readonly<Record<string, string>> = {
    eventCategory: 'Data',
    eventName,
    eventSource: 's3.amazonaws.com',
    readOnly: 'false',
    'resources.ARN': arn,
    'resources.type': 'AWS::S3::Object',
  }
  const {AdvancedEventSelectors = [], EventSelectors = []} = selectors
  return (
    AdvancedEventSelectors.some(({FieldSelectors = []}) => FieldSelectors.every((one) => holds(one, fields))) ||
    EventSelectors.some(
      ({ReadWriteType, DataResources = []}) =>
        ReadWriteType !== 'ReadOnly' &&
        DataResources.some(
          ({Type, Values = []}) => Type === 'AWS::S3::Object' && Values.some((value) => arn.startsWith(value)),
        ),
    )
  )
}

function holds(selector: AdvancedFieldSelector, fields: Readonly<Record<string, string>>): boolean {
  const value = fields[selector.Field ?? '']
  if (value === undefined) return false
  const {Equals, StartsWith, EndsWith, NotEquals, NotStartsWith, NotEndsWith} = selector
  return (
    (!Equals || Equals.includes(value)) &&
    (!StartsWith || StartsWith.some((start) => value.startsWith(start))) &&
    (!EndsWith || EndsWith.some((end) => value.endsWith(end))) &&
    !NotEquals?.includes(value) &&
    !NotStartsWith?.some((start) => value.startsWith(start)) &&
    !NotEndsWith?.some((end) => value.endsWith(end))
  )
}
