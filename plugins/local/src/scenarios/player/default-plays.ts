import type {Beat, ChangeScene} from '../beats.js'
import type {PlayedStack} from './world.js'

const USER = 'User Initiated'

/** What happens at a call for which the scenario has no play: it succeeds, after a while. */
export const createPlay: readonly Beat[] = [
  {at: 0, do: 'stack', status: 'CREATE_IN_PROGRESS', reason: USER},
  {at: 8_000, do: 'stack', status: 'CREATE_COMPLETE'},
]

export const updatePlay: readonly Beat[] = [
  {at: 0, do: 'stack', status: 'UPDATE_IN_PROGRESS', reason: USER},
  {at: 8_000, do: 'stack', status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'},
  {at: 9_000, do: 'stack', status: 'UPDATE_COMPLETE'},
]

/** A change set names what its execution touches first. */
export function changeSetPlay(execution: readonly Beat[]): readonly Beat[] {
  return [
    {at: 500, do: 'change-set', status: 'CREATE_IN_PROGRESS'},
    {at: 2_500, do: 'change-set', status: 'CREATE_COMPLETE', changes: changesOf(execution)},
  ]
}

function changesOf(execution: readonly Beat[]): ChangeScene[] {
  const changes = new Map<string, ChangeScene>()
  for (const beat of execution) {
    if (beat.do !== 'resource' || changes.has(beat.logicalId)) continue
    const {logicalId, type, status} = beat
    const action = status.startsWith('CREATE') ? 'Add' : status.startsWith('DELETE') ? 'Remove' : 'Modify'
    changes.set(logicalId, {action, logicalId, type})
  }
  return [...changes.values()]
}

export const cancelPlay: readonly Beat[] = rollbackPlay('UPDATE_ROLLBACK', USER)

export function rollbackPlay(prefix: 'ROLLBACK' | 'UPDATE_ROLLBACK', reason: string): readonly Beat[] {
  return [
    {at: 0, do: 'stack', status: `${prefix}_IN_PROGRESS`, reason},
    ...(prefix === 'UPDATE_ROLLBACK'
      ? [{at: 5_000, do: 'stack', status: 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'} as const]
      : []),
    {at: 6_000, do: 'stack', status: `${prefix}_COMPLETE`},
  ]
}

export function deletePlay({resources}: PlayedStack, retain: readonly string[]): readonly Beat[] {
  const all = [...resources.values()]
  return [
    {at: 0, do: 'stack', status: 'DELETE_IN_PROGRESS', reason: USER},
    ...all.map(({logicalId, type}): Beat => {
      const status = retain.includes(logicalId) ? 'DELETE_SKIPPED' : 'DELETE_COMPLETE'
      return {at: 3_000, do: 'resource', logicalId, type, status}
    }),
    {at: 5_000, do: 'stack', status: 'DELETE_COMPLETE'},
  ]
}
