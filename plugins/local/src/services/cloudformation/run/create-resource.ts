import type {HandledResource} from '../handler.js'
import type {Desired} from '../plan/desired.js'
import {RECORDED_ONLY} from '../spec/recorded-handler.js'
import {resourceEvent} from '../stack/events.js'
import type {StackResource} from '../stack/stack.js'
import {act} from './act.js'
import type {Run} from './run.js'

const INITIATED = 'Resource creation Initiated'

/** Makes a resource that is in the stack's list already. `verb` is `UPDATE` where it replaces another one. */
export async function createResource(
  run: Run,
  resource: StackResource,
  verb: 'CREATE' | 'UPDATE',
  problems: readonly string[],
  refusal?: string,
): Promise<boolean> {
  const say = (outcome: string, reason?: string): void =>
    resourceEvent(run.stack, resource, {
      status: `${verb}_${outcome}`,
      reason,
      token: run.token,
      properties: resource.shown,
    })

  if (verb === 'CREATE') say('IN_PROGRESS')
  let handled: HandledResource
  try {
    if (refusal) throw new Error(refusal)
    refuseProblems(problems)
    handled = await act(run, resource, 'create', (handler, scope) => handler.create(resource.properties, scope))
  } catch (error) {
    say('FAILED', failureReason(run, error, verb))
    run.stop('failed')
    return false
  }

  resource.handled = handled
  say('IN_PROGRESS', INITIATED)
  if (run.signal?.aborted) {
    say('FAILED', cancellation(verb))
    return false
  }
  say('COMPLETE', resource.recordedOnly ? RECORDED_ONLY : undefined)
  return true
}

/** The resource as the stack lists it while it is made. */
export function newResource(run: Run, desired: Desired, needs: ReadonlySet<string>): StackResource {
  const {declaration, properties, shown, tags, deletionPolicy, updateReplacePolicy} = desired
  return {
    logicalId: declaration.logicalId,
    type: declaration.type,
    status: 'CREATE_IN_PROGRESS',
    updatedAt: new Date(),
    properties,
    shown,
    declaration,
    deletionPolicy,
    updateReplacePolicy,
    tags,
    needs,
    recordedOnly: !run.world.options.handlers[declaration.type],
  }
}

export function refuseProblems(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(`Property validation failure: [${problems.join(', ')}]`)
}

/** What was waiting when another resource failed, or when somebody cancelled, did not fail itself. */
export function failureReason(run: Run, error: unknown, verb: 'CREATE' | 'UPDATE' | 'DELETE'): string {
  if (run.signal?.aborted && error instanceof Error && error.name === 'AbortError') return cancellation(verb)
  return error instanceof Error ? error.message : String(error)
}

export function cancellation(verb: 'CREATE' | 'UPDATE' | 'DELETE'): string {
  return `Resource ${verb === 'CREATE' ? 'creation' : 'update'} cancelled`
}
