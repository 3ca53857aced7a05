import {output} from '@aws-stack/core'

import type {BucketBox} from '../pipeline/pipeline.js'
import {keyArn} from './bootstrap.js'
import {familyOf} from './family.js'

export const buckets = familyOf({
  family: 'bucket',
  boxes: (pipeline) => pipeline.buckets,
  parameters: (_scope, member, {reader, prefix}) => ({
    BucketName: member,
    KeyArn: keyArn,
    FunctionArn: reader ? output(`function-${reader.function}`, 'FunctionArn') : '',
    FunctionRole: reader ? output(`function-${reader.function}`, 'RoleName') : '',
    Through: reader?.through ?? 'nothing',
    TargetArn: reader ? targetOf(reader) : '',
    Prefix: prefix,
  }),
  data: {Bucket: 'all objects in it'},
})

function targetOf({through, by}: NonNullable<BucketBox['reader']>) {
  switch (through) {
    case 'function':
      return output(`function-${by}`, 'FunctionArn')
    case 'topic':
      return output(`topic-${by}`, 'TopicArn')
    case 'queue':
      return output(`queue-${by}`, 'QueueArn')
  }
}
