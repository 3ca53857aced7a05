import {output} from '@aws-stack/core'

import {keyArn} from './bootstrap.js'
import {familyOf} from './family.js'

/** "Using Lambda with Amazon SQS": six times what the function may take, so that a throttled batch is not read twice. */
const TIMES = 6

/** For a queue that other programs read. */
const VISIBILITY_SECONDS = 300

export const queues = familyOf({
  family: 'queue',
  boxes: (pipeline) => pipeline.queues,
  parameters: (_scope, member, {reader, fromBucket = ''}, pipeline) => {
    const box = reader === undefined ? undefined : pipeline.functions[reader]
    return {
      Queue: member,
      KeyArn: keyArn,
      FunctionArn: reader === undefined ? '' : output(`function-${reader}`, 'FunctionArn'),
      FunctionRole: reader === undefined ? '' : output(`function-${reader}`, 'RoleName'),
      VisibilitySeconds: String(box ? box.timeout * TIMES : VISIBILITY_SECONDS),
      BatchSize: String(box?.batch ?? 1),
      WindowSeconds: String(box?.window ?? 0),
      FromBucket: fromBucket,
    }
  },
  data: {
    Messages: 'the messages that nobody has read yet',
    Failed: 'the messages that failed within the last two weeks',
  },
})
