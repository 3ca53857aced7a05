import {output, type StackDefinition} from '@aws-stack/core'
import {templatePath} from '@aws-stack/templates'

import type {VastFacts} from './account-rules.js'
import type {VastSettings} from './settings.js'

/** A part that imports what is written into a bucket. */
export interface ImportPart {
  readonly part: 'cloudtrail' | 'flowlogs'
  readonly bucket: 'cloudtrailBucket' | 'flowlogsBucket'
  readonly region: 'cloudtrailRegion' | 'flowlogsRegion'
  /** Of the log files among the bucket's objects, for EventBridge. */
  readonly keys: string
}

/** Keys as "Finding your CloudTrail log files" (CloudTrail user guide) and "Flow log files" (VPC user guide) have them; digests are no logs. */
export const IMPORT_PARTS: readonly ImportPart[] = [
  {part: 'cloudtrail', bucket: 'cloudtrailBucket', region: 'cloudtrailRegion', keys: '*/CloudTrail/*.json.gz'},
  {part: 'flowlogs', bucket: 'flowlogsBucket', region: 'flowlogsRegion', keys: '*/vpcflowlogs/*.log.gz'},
]

/** The stack of one. */
export function importStack({part, bucket, keys}: ImportPart): StackDefinition<VastSettings, VastFacts> {
  return {
    part,
    optional: 'optionalParts',
    template: templatePath('vast/import.yaml'),
    parameters: ({name, config}) => ({
      Name: name,
      Part: part,
      SourceBucket: config[bucket] ?? '',
      KeyPattern: keys,
      // In the client's image, as its README says.
      Command: Buffer.from(`bash /opt/client/import-log.sh ${part}`).toString('base64'),
      FunctionName: output('client', 'FunctionName'),
      RoleName: output('client', 'RoleName'),
    }),
    data: {
      TrailBucket: {reason: "a day of the trail's own records of new objects, which nothing needs", grave: false},
      Objects: {reason: 'which objects wait for their import; the objects stay', grave: false},
      Failed: {reason: 'which objects could not be imported; the objects stay', grave: false},
    },
  }
}
