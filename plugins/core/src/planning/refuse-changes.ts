import {StackError} from '../errors.js'
import type {PlanResult} from '../plan-result.js'
import {type FailOn, type RefusedChange, refusedChanges} from './refused-changes.js'

/** The message names so many; `details.changes` has all. */
const NAMED = 10

/** Throws `CHANGE_REFUSED` where the plan holds a change of these kinds; nothing has been changed then. */
export function refuseChanges(plan: PlanResult, failOn: readonly FailOn[], suggestions: string[] = []): void {
  const changes = refusedChanges(plan, failOn)
  if (changes.length === 0) return
  throw changeRefused('nothing was changed', changes, {failOn, suggestions, details: {plan}})
}

export interface Refusal {
  readonly failOn: readonly FailOn[]
  readonly suggestions: string[]
  readonly details: Record<string, unknown>
}

export function changeRefused(
  state: string,
  changes: readonly RefusedChange[],
  {failOn, suggestions, details}: Refusal,
): StackError {
  const named = changes.slice(0, NAMED).map(told)
  const rest = changes.length > NAMED ? [`and ${changes.length - NAMED} more`] : []
  const message = `${state}, as --fail-on ${failOn.join(',')} asks: ${[...named, ...rest].join('; ')}`
  return new StackError('CHANGE_REFUSED', message, {details: {failOn, changes, ...details}, suggestions})
}

function told({part, logicalId, type, change, certain}: RefusedChange): string {
  const what = logicalId === undefined ? `${part}, the whole stack,` : `${part}/${logicalId} (${type})`
  return `${what} ${certain ? 'would' : 'may'} be ${change === 'replace' ? 'replaced' : 'deleted'}`
}
