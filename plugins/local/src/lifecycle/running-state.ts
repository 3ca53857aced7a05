import {type LocalState, readLocalState} from '@aws-stack/kit'

import type {LocalHealth} from '../server/control.js'

/** The state of the local AWS of this folder, if its own server answers; a process that only got its number does not. */
export async function runningState(folder: string): Promise<LocalState | undefined> {
  const state = readLocalState({AWS_STACK_LOCAL_FOLDER: folder})
  if (!state) return undefined
  try {
    const {pid, folder: theirs} = await localHealth(state)
    return pid === state.pid && theirs === folder ? state : undefined
  } catch {
    return undefined
  }
}

export async function localHealth(state: LocalState): Promise<LocalHealth> {
  return (await callLocal(state, 'GET', 'health')) as LocalHealth
}

/** One call of `/_local/`. */
export async function callLocal(state: LocalState, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${state.endpoint}/_local/${path}`, {
    method,
    ...(body && {body: JSON.stringify(body)}),
    signal: AbortSignal.timeout(30_000),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${response.url} answered ${response.status}: ${text}`)
  return text && JSON.parse(text)
}
