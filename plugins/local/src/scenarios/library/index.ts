import type {Scenario} from '../scenario.js'
import {
  credentialsExpire,
  disorderlyEvents,
  rainyDay,
  staleReview,
  throttledAtTheEnd,
  twoHundredResources,
} from './bad-calls.js'
import {deletedWhileCreating, protectedStack, updateCancelled} from './cancelled.js'
import {emptyChangeSets, expressMode, hookFails, validationFails, validationWarns} from './checks-fail.js'
import {lambdaImageAccessDenied, lambdaInitError} from './client-fails.js'
import {addressLimit, quotaExceeded, roleCannotBeAssumed} from './create-fails.js'
import {
  configAlarm,
  configBakes,
  configBusy,
  configInvalid,
  configRace,
  configRefused,
  configStopped,
  configThrottled,
  configUploadRace,
} from './configs.js'
import {createSucceeds} from './create-succeeds.js'
import {manyProfiles} from './many-profiles.js'
import {rolloutSucceeds, scaledToZero, superseded} from './rollouts.js'
import {circuitBreaker, imagePullFails, rolloutStopped} from './rollouts-fail.js'
import {STACK_STATUSES, stackIn} from './stack-statuses.js'
import {busy, deleteFails, nestedFails, rollbackFails} from './stuck.js'

/** Every scenario that comes with the local AWS. */
export const library: readonly Scenario[] = [
  createSucceeds,
  addressLimit,
  roleCannotBeAssumed,
  quotaExceeded,
  rolloutSucceeds,
  circuitBreaker,
  imagePullFails,
  superseded,
  scaledToZero,
  rolloutStopped,
  lambdaImageAccessDenied,
  lambdaInitError,
  hookFails,
  validationFails,
  validationWarns,
  ...emptyChangeSets,
  expressMode,
  updateCancelled,
  deletedWhileCreating,
  protectedStack,
  rollbackFails,
  deleteFails,
  nestedFails,
  busy,
  staleReview,
  throttledAtTheEnd,
  rainyDay,
  credentialsExpire,
  disorderlyEvents,
  twoHundredResources,
  configBakes,
  configAlarm,
  configStopped,
  configBusy,
  configRace,
  configUploadRace,
  configThrottled,
  configInvalid,
  configRefused,
  manyProfiles,
  ...STACK_STATUSES.map(stackIn),
]

export function findScenario(name: string): Scenario | undefined {
  return library.find((scenario) => scenario.name === name)
}
