import {output} from '@aws-stack/core'

import type {Access, GatewayBox, Pipeline} from '../pipeline/pipeline.js'
import type {SubstationSettings} from '../settings.js'
import {keyArn} from './bootstrap.js'
import {familyOf} from './family.js'

/** Who may post: what the gateway says, else what the settings say for all. */
export function accessOf({access}: GatewayBox, config: SubstationSettings): Access {
  return access ?? (config.public ? 'public' : config.access)
}

/** Two templates and one name: a gateway that gets a function, or loses it, keeps its stack and its URL. */
export const functionGateways = familyOf({
  family: 'gateway',
  template: 'gateway-function',
  boxes: (pipeline) => gatewaysTo('function', pipeline),
  parameters: ({config}, member, gateway) => ({
    Gateway: member,
    Access: accessOf(gateway, config),
    FunctionArn: output(`function-${gateway.to.name}`, 'FunctionArn'),
  }),
})

export const streamGateways = familyOf({
  family: 'gateway',
  template: 'gateway-stream',
  boxes: (pipeline) => gatewaysTo('stream', pipeline),
  parameters: ({config}, member, gateway) => ({
    Gateway: member,
    Access: accessOf(gateway, config),
    StreamName: output(`stream-${gateway.to.name}`, 'StreamName'),
    StreamArn: output(`stream-${gateway.to.name}`, 'StreamArn'),
    KeyArn: keyArn,
  }),
})

function gatewaysTo(kind: GatewayBox['to']['kind'], {gateways}: Pipeline): Record<string, GatewayBox> {
  return Object.fromEntries(Object.entries(gateways).filter(([, {to}]) => to.kind === kind))
}
