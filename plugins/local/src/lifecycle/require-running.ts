import {type LocalState, StackError} from '@aws-stack/kit'

import {runningState} from './running-state.js'

export async function requireRunning(folder: string): Promise<LocalState> {
  const state = await runningState(folder)
  if (state) return state
  throw new StackError('LOCAL_NOT_RUNNING', `no local AWS is running in ${folder}`, {
    suggestions: ['aws-stack local:start'],
  })
}
