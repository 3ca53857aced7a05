import {live, output} from '@aws-stack/core'

import {alarmsOf} from './autoscaling.js'
import {keyArn} from './bootstrap.js'
import {familyOf} from './family.js'

export const streams = familyOf({
  family: 'stream',
  boxes: (pipeline) => pipeline.streams,
  parameters: ({name, config}, member, {shards, minShards = 1, maxShards, retentionHours}) => {
    const {upscale, downscale} = alarmsOf(config)
    return {
      Stream: member,
      KeyArn: keyArn,
      Shards: live('stream-shards', `${name}-${member}`, String(shards)),
      RetentionHours: String(retentionHours),
      MinimumShards: String(minShards),
      MaximumShards: maxShards === undefined ? '' : String(maxShards),
      TopicArn: config.optionalParts.includes('autoscaling') ? output('autoscaling', 'TopicArn') : '',
      UpscaleThreshold: String(upscale.threshold),
      UpscaleDatapoints: String(upscale.datapoints),
      DownscaleThreshold: String(downscale.threshold),
      DownscaleDatapoints: String(downscale.datapoints),
    }
  },
  data: {Records: 'the records that nobody has read yet'},
})
