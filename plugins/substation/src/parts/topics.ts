import {output} from '@aws-stack/core'

import {keyArn} from './bootstrap.js'
import {familyOf} from './family.js'

export const topics = familyOf({
  family: 'topic',
  boxes: (pipeline) => pipeline.topics,
  parameters: (_scope, member, {reader, fromBucket = ''}) => ({
    Topic: member,
    KeyArn: keyArn,
    FunctionArn: reader === undefined ? '' : output(`function-${reader}`, 'FunctionArn'),
    FromBucket: fromBucket,
  }),
})
