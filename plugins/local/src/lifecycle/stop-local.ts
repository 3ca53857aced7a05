import {existsSync} from 'node:fs'

import type {ProcessRecord} from '../folder/process-records.js'
import {withLock} from '../folder/start-lock.js'
import {endProcesses} from './end-processes.js'

export interface StopResult {
  /** Empty: nothing was running. */
  readonly stopped: readonly ProcessRecord['name'][]
  readonly folder: string
}

/** Ends server, moto and private engine, also what a crash has left. Without a running one there is nothing to do. */
export async function stopLocal(
  folder: string,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<StopResult> {
  if (!existsSync(folder)) return {stopped: [], folder}
  return withLock(folder, signal, async () => ({stopped: await endProcesses(folder, environment), folder}))
}
