import type {Beat, ResourceMove, StackMove} from '../beats.js'

/** The words in which scenarios are written: short names for beats that come again and again. */

export function stackIs(at: number, status: string, more: Partial<StackMove> = {}): Beat {
  return {at, do: 'stack', status, ...more}
}

const USER = {reason: 'User Initiated'}

export const createBegins = stackIs(0, 'CREATE_IN_PROGRESS', USER)
export const updateBegins = stackIs(0, 'UPDATE_IN_PROGRESS', USER)
export const deleteBegins = stackIs(0, 'DELETE_IN_PROGRESS', USER)

/** An update is done; what it replaced is cleaned up. */
export function updateEnds(at: number): Beat[] {
  return [stackIs(at, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'), stackIs(at + 2_000, 'UPDATE_COMPLETE')]
}

export function rollsBack(at: number, failed: readonly string[], verb: 'create' | 'update'): Beat {
  const ids = failed.join(', ')
  return verb === 'create'
    ? stackIs(at, 'ROLLBACK_IN_PROGRESS', {
        reason: `The following resource(s) failed to create: [${ids}]. Rollback requested by user.`,
      })
    : stackIs(at, 'UPDATE_ROLLBACK_IN_PROGRESS', {reason: `The following resource(s) failed to update: [${ids}]. `})
}

export function updateRolledBack(at: number): Beat[] {
  return [stackIs(at, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'), stackIs(at + 2_000, 'UPDATE_ROLLBACK_COMPLETE')]
}

/** What a beat is about: logical id and type. */
export type Subject = readonly [logicalId: string, type: string]

export function resourceIs(
  at: number,
  [logicalId, type]: Subject,
  status: string,
  more: Partial<ResourceMove> = {},
): Beat {
  return {at, do: 'resource', logicalId, type, status, ...more}
}

/** CloudFormation says twice that a resource is being made, the second time with its physical id. */
export function creating(at: number, subject: Subject, physicalId = ''): Beat[] {
  return [
    resourceIs(at, subject, 'CREATE_IN_PROGRESS'),
    resourceIs(at + 900, subject, 'CREATE_IN_PROGRESS', {reason: 'Resource creation Initiated', physicalId}),
  ]
}

/** From `at` to `to`. */
export function made(at: number, to: number, subject: Subject, physicalId = ''): Beat[] {
  return [...creating(at, subject, physicalId), resourceIs(to, subject, 'CREATE_COMPLETE')]
}

/** With a physical id it is replaced. */
export function updated(at: number, to: number, subject: Subject, physicalId?: string): Beat[] {
  const replaced = physicalId === undefined ? {} : {physicalId}
  return [resourceIs(at, subject, 'UPDATE_IN_PROGRESS'), resourceIs(to, subject, 'UPDATE_COMPLETE', replaced)]
}

export function deleted(at: number, to: number, subject: Subject): Beat[] {
  return [resourceIs(at, subject, 'DELETE_IN_PROGRESS'), resourceIs(to, subject, 'DELETE_COMPLETE')]
}

/** What the handler of a resource type says, as CloudFormation wraps it. */
export function handlerSays(message: string, code = 'GeneralServiceException'): string {
  return `Resource handler returned message: "${message}" (RequestToken: a3ab2120-1821-f83c-3adc-23d519cacdfe, HandlerErrorCode: ${code})`
}
