import {output, type OutputReference, type StackDefinition} from '@aws-stack/core'
import {templatePath} from '@aws-stack/templates'

import type {SubstationSettings} from '../settings.js'
import {type Asked} from './family.js'

type Stack = StackDefinition<SubstationSettings, undefined>

/** The key that encrypts all data. */
export const keyArn = output('bootstrap', 'KeyArn')

/** What a function uses: the key of the data, and that of traces where there is one. */
export function keysOf({config}: Pick<Asked, 'config'>): OutputReference[] {
  return config.optionalParts.includes('xray') ? [keyArn, output('xray', 'KeyArn')] : [keyArn]
}

export const bootstrap: Stack = {
  part: 'bootstrap',
  template: templatePath('substation/bootstrap.yaml'),
  parameters: ({name}) => ({Name: name}),
  data: {
    Key: 'all data that it has encrypted cannot be read any more, unless the deletion is cancelled within 30 days',
    SubstationRepository: 'the images of the functions, which can be built again',
    AutoscalingRepository: 'the images of the autoscaling, which can be built again',
  },
}

export const xray: Stack = {
  part: 'xray',
  optional: 'optionalParts',
  template: templatePath('substation/xray.yaml'),
  parameters: ({name}) => ({Name: name}),
  data: {Key: 'traces of the last 30 days can be read with it alone'},
  traceKey: 'KeyArn',
}
