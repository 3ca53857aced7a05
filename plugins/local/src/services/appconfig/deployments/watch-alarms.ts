import {setTimeout as sleep} from 'node:timers/promises'

import {advance, type Deployment, isRunning, rollBack} from '../state/deployment.js'
import type {Environment, Region, World} from '../state/world.js'

/** Rolls a deployment back as soon as an alarm of its environment goes off, while it is rolled out or bakes. Never rejects. */
export async function watchAlarms(
  deployment: Deployment,
  {monitors}: Environment,
  {name}: Region,
  world: World,
): Promise<void> {
  const {alarms} = world.options
  const {minutes, bakeMinutes} = deployment.strategy
  if (!alarms || monitors.length === 0 || minutes + bakeMinutes === 0) return

  const arns = monitors.map(({AlarmArn}) => AlarmArn)
  while (isMonitored(deployment) && !world.closing.signal.aborted) {
    // Where CloudWatch does not answer there is no alarm that could be known.
    const [goneOff] = await alarms.goneOff(arns, name).catch(() => [])
    advance(deployment, world.now())
    if (goneOff !== undefined && isMonitored(deployment)) {
      const {settleMs} = world.pace
      const description = `Rollback initiated by CloudWatch alarm: ${goneOff}`
      rollBack(deployment, {now: world.now(), settleMs, by: 'CLOUDWATCH_ALARM', description})
    }
    await sleep(world.pace.lookMs, undefined, {signal: world.closing.signal, ref: false}).catch(() => undefined)
  }
}

function isMonitored(deployment: Deployment): boolean {
  return isRunning(deployment) && deployment.state !== 'ROLLING_BACK'
}
