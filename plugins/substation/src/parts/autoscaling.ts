import {image, list, output, type StackDefinition} from '@aws-stack/core'
import {templatePath} from '@aws-stack/templates'

import {type Alarm, eraOf} from '../era.js'
import type {SubstationSettings} from '../settings.js'
import {keysOf} from './bootstrap.js'

/** What the alarms go by: the release's own numbers, but for those that the settings have. */
export function alarmsOf({version, upscale, downscale}: SubstationSettings): {upscale: Alarm; downscale: Alarm} {
  const era = eraOf(version)
  const up = {...era.upscale, ...(upscale !== undefined && {threshold: upscale})}
  const own = downscale ?? (era.autoscaling === 'autoscale' ? lowerThreshold(up.threshold) : era.downscale.threshold)
  return {upscale: up, downscale: {...era.downscale, threshold: own}}
}

/** The autoscaling of v2 knows the upper one alone. */
export function lowerThreshold(upper: number): number {
  return Math.round((upper - 0.35) * 100) / 100
}

export const autoscaling: StackDefinition<SubstationSettings, undefined> = {
  part: 'autoscaling',
  optional: 'optionalParts',
  template: templatePath('substation/autoscaling.yaml'),
  parameters: (scope) => {
    const {name, config} = scope
    const {upscale, downscale} = alarmsOf(config)
    return {
      Name: name,
      ImageUri: image('autoscaling'),
      Architecture: config.architecture,
      KeyArns: list(keysOf(scope)),
      ApplicationId: output('bootstrap', 'ApplicationId'),
      ApplicationName: output('bootstrap', 'ApplicationName'),
      EnvironmentName: config.environment[0] ?? '',
      Settings: eraOf(config.version).autoscaling,
      Threshold: String(upscale.threshold),
      UpscaleDatapoints: String(upscale.datapoints),
      DownscaleDatapoints: String(downscale.datapoints),
    }
  },
  data: {Log: "the function's log of the last 30 days"},
}
