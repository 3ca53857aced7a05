import type {LocalState} from '@aws-stack/kit'

import {requireRunning} from './require-running.js'
import {callLocal} from './running-state.js'

/** Empties everything but the engine's own images; addresses stay, the sample VPC is a new one. */
export async function resetLocal(folder: string): Promise<LocalState> {
  await callLocal(await requireRunning(folder), 'POST', 'reset')
  return requireRunning(folder)
}
