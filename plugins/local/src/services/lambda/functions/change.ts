import {setTimeout as sleep} from 'node:timers/promises'

import type {FunctionConfiguration} from '@aws-sdk/client-lambda'

import {retire} from '../invoke/pool.js'
import {conflict} from '../state/faults.js'
import {ImageProblem} from '../state/find-image.js'
import {show} from '../state/show.js'
import type {FunctionState, World} from '../state/world.js'

/** Lambda takes one change at a time (AWS Lambda Developer Guide, "Lambda function states"). */
export function requireAtRest({arn, shown}: FunctionState): void {
  const now = 'The operation cannot be performed at this time.'
  if (shown.State === 'Pending') throw conflict(`${now} The function is currently in the following state: Pending`)
  if (shown.LastUpdateStatus === 'InProgress') throw conflict(`${now} An update is in progress for resource: ${arn}`)
}

/** Shows a change that is under way, and settles it by itself. What runs until then is what ran before. */
export function changed(it: FunctionState, change: FunctionConfiguration, world: World): void {
  show(it, {
    LastUpdateStatus: 'InProgress',
    ...change,
    LastModified: new Date().toISOString().replace('Z', '+0000'),
  })
  void settle(it, world)
}

async function settle(it: FunctionState, world: World): Promise<void> {
  await sleep(world.pace.stateMs, undefined, {ref: false})
  const isNew = it.shown.State === 'Pending'
  try {
    const image = await world.findImage(it.code.ResolvedImageUri ?? '', it.region)
    show(it, {...ACTIVE, LastUpdateStatus: 'Successful', ...NO_UPDATE_REASON})
    const before = it.live
    it.live = {configuration: it.shown, image, environments: new Set()}
    await retire(before)
  } catch (error) {
    const reason = (error as Error).message
    const code = error instanceof ImageProblem ? error.code : 'InternalError'
    const failed = {
      LastUpdateStatus: 'Failed',
      LastUpdateStatusReason: reason,
      LastUpdateStatusReasonCode: code,
    } as const
    show(it, isNew ? {...failed, State: 'Failed', StateReason: reason, StateReasonCode: code} : failed)
  }
}

const ACTIVE = {State: 'Active', StateReason: undefined, StateReasonCode: undefined} as const
const NO_UPDATE_REASON = {LastUpdateStatusReason: undefined, LastUpdateStatusReasonCode: undefined}

/** The hex digits alone: `CodeSha256` of an image. */
export function digestOf(image: string): string {
  return image.slice(image.lastIndexOf(':') + 1)
}
