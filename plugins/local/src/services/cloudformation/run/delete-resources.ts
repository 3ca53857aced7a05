import {resourceEvent} from '../stack/events.js'
import {isAlive} from '../stack/is-alive.js'
import type {StackResource} from '../stack/stack.js'
import {type Graph, reversed, walk} from '../template/graph.js'
import {act} from './act.js'
import {failureReason} from './create-resource.js'
import type {Run} from './run.js'

export interface DeletionRules {
  /** Left alone, and said so (`DELETE_SKIPPED`). */
  readonly isRetained: (resource: StackResource) => boolean
}

/** Deletes in reverse order. Answers with the logical ids of what could not be deleted; what those need stays too. */
export async function deleteResources(
  run: Run,
  resources: readonly StackResource[],
  {isRetained}: DeletionRules,
): Promise<string[]> {
  const failed: string[] = []
  const byId = new Map(resources.map((resource) => [resource.logicalId, resource]))

  await walk(reversed(needsAmong(byId)), async (id) => {
    const resource = byId.get(id)!
    const deleted = await deleteResource(run, resource, isRetained(resource))
    if (!deleted) failed.push(id)
    return deleted
  })
  return failed
}

export function needsAmong(resources: ReadonlyMap<string, StackResource>): Graph {
  return new Map(
    [...resources].map(([id, {needs}]) => [id, new Set([...needs].filter((needed) => resources.has(needed)))]),
  )
}

async function deleteResource(run: Run, resource: StackResource, retained: boolean): Promise<boolean> {
  const say = (outcome: string, reason?: string): void =>
    resourceEvent(run.stack, resource, {
      status: `DELETE_${outcome}`,
      reason,
      token: run.token,
      properties: resource.shown,
    })

  if (!isAlive(resource)) {
    // It failed before there was anything to delete.
    if (resource.status !== 'DELETE_COMPLETE' && resource.status !== 'DELETE_SKIPPED') say('COMPLETE')
    return true
  }
  if (retained) {
    say('SKIPPED')
    return true
  }

  say('IN_PROGRESS')
  try {
    await act(run, resource, 'delete', (handler, scope) =>
      handler.delete(resource.handled!, resource.properties, scope),
    )
  } catch (error) {
    say('FAILED', failureReason(run, error, 'DELETE'))
    return false
  }
  say('COMPLETE')
  return true
}
