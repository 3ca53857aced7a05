import {answer, type AppConfigOperation} from '../app-config-operation.js'
import {numberIn} from '../check-input.js'
import type {Region} from '../state/world.js'

export const getAccountSettings: AppConfigOperation = ({region}) => answer(shown(region))

export const updateAccountSettings: AppConfigOperation = ({input, region}) => {
  const given = (input['DeletionProtection'] ?? {}) as {Enabled?: boolean}
  const minutes = numberIn(given, 'ProtectionPeriodInMinutes', [15, 1440])
  const {protection} = region
  region.protection = {enabled: given.Enabled ?? protection.enabled, minutes: minutes ?? protection.minutes}
  return answer(shown(region))
}

function shown({protection: {enabled, minutes}}: Region) {
  return {DeletionProtection: {Enabled: enabled, ProtectionPeriodInMinutes: minutes}}
}
