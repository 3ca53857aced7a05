import {StackError} from '@aws-stack/kit'

import {findScenario, library} from '../scenarios/library/index.js'
import type {ScenarioStatus} from '../scenarios/scenario-host.js'
import {requireRunning} from './require-running.js'
import {callLocal} from './running-state.js'

export interface ListedScenario {
  readonly name: string
  readonly summary: string
  readonly watch?: string
}

export interface PlayRequest {
  readonly folder: string
  readonly name: string
  readonly speed?: number | undefined
}

/** What can be played. */
export function listScenarios(): ListedScenario[] {
  return library.map(({name, summary, watch}) => ({name, summary, ...(watch && {watch})}))
}

/** Ends what plays; its stacks are gone, all others stay. */
export async function stopPlaying(folder: string): Promise<{readonly stopped: true}> {
  await callLocal(await requireRunning(folder), 'DELETE', 'scenario')
  return {stopped: true}
}

/** Begins a scenario in the running local AWS, in place of one that plays. */
export async function playLocal({folder, name, speed}: PlayRequest): Promise<ScenarioStatus> {
  if (!findScenario(name)) {
    throw new StackError('UNKNOWN_SCENARIO', `there is no scenario ${name}`, {
      suggestions: ['aws-stack local:play --list'],
    })
  }
  const state = await requireRunning(folder)
  const request = {name, ...(speed !== undefined && {speed})}
  return (await callLocal(state, 'POST', 'scenario', request)) as ScenarioStatus
}
