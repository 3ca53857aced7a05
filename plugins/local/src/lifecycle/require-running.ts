import type {LocalState} from '@aws-stack/kit'

import {LocalError} from './local-error.js'
import {runningState} from './running-state.js'

export async function requireRunning(folder: string): Promise<LocalState> {
  const state = await runningState(folder)
  if (state) return state
  throw new LocalError('LOCAL_NOT_RUNNING', `no local AWS is running in ${folder}`, ['aws-stack local:start'])
}
