import type {Desired} from '../plan/desired.js'
import {RECORDED_ONLY} from '../spec/recorded-handler.js'
import {resourceEvent} from '../stack/events.js'
import type {StackResource} from '../stack/stack.js'
import {act} from './act.js'
import {cancellation, failureReason, refuseProblems} from './create-resource.js'
import type {Run} from './run.js'

type Target = Pick<Desired, 'properties' | 'shown' | 'tags' | 'declaration' | 'deletionPolicy' | 'updateReplacePolicy'>

/** Changes a resource in place, to what a template wants or back to what it was. */
export async function updateResource(
  run: Run,
  resource: StackResource,
  target: Target,
  {problems, touchesService}: {problems: readonly string[]; touchesService: boolean},
): Promise<boolean> {
  const say = (outcome: string, reason?: string): void =>
    resourceEvent(run.stack, resource, {
      status: `UPDATE_${outcome}`,
      reason,
      token: run.token,
      properties: resource.shown,
    })
  const previous = resource.properties
  adopt(resource, target)

  say('IN_PROGRESS')
  try {
    refuseProblems(problems)
    if (touchesService) await callHandler(run, resource, previous)
  } catch (error) {
    say('FAILED', failureReason(run, error, 'UPDATE'))
    run.stop('failed')
    return false
  }
  if (run.signal?.aborted) {
    say('FAILED', cancellation('UPDATE'))
    return false
  }
  say('COMPLETE', resource.recordedOnly ? RECORDED_ONLY : undefined)
  return true
}

/** What the stack knows of a resource, beside what its handler says. */
export function adopt(resource: StackResource, target: Target): void {
  const {properties, shown, tags, declaration, deletionPolicy, updateReplacePolicy} = target
  Object.assign(resource, {properties, shown, tags, declaration, deletionPolicy, updateReplacePolicy})
}

async function callHandler(run: Run, resource: StackResource, previous: StackResource['properties']): Promise<void> {
  const {type, properties, handled} = resource
  resource.handled = await act(run, resource, 'update', (handler, scope) => {
    if (!handler.update) throw new Error(`The local AWS cannot change a resource of the type ${type} in place`)
    return handler.update(handled!, properties, previous, scope)
  })
}
