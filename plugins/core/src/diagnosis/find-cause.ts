import type {Context} from '../context.js'
import type {StackResourceEvent} from '../events.js'
import {propertyLine} from '../template/property-line.js'
import type {Cause, Failure, TemplatePlace} from './cause.js'
import {explain} from './explain.js'
import type {Explanation} from './explanation.js'
import {failedEvents, type FailedEvent, foldFailures} from './fold-failures.js'
import {type Inquiry, openInquiry, whyNot} from './inquiry.js'
import {withNested} from './nested-failures.js'

export interface FindCauseInput {
  readonly app: string
  readonly stack: string
  /** For a stack that is no more: its name finds nothing. */
  readonly stackId?: string
  /** Of one operation, in any order; those that did not fail are left out. */
  readonly events: readonly StackResourceEvent[]
  /** What the stack says of itself; the cause where no event tells one. */
  readonly stackReason?: string | undefined
  readonly template?: {readonly file: string; readonly text: string} | undefined
  /** Found earlier, when only some of the events were told: what explained it may be gone by now. */
  readonly known?: Cause | undefined
}

/** The first failure that is no consequence of another, and what explains it. Takes some seconds at most and never fails. */
export async function findCause(
  {app, stack, events, stackReason, template, known, stackId}: FindCauseInput,
  ctx: Context,
  patienceMs?: number,
): Promise<Cause | undefined> {
  const inquiry = openInquiry({app, stackId}, ctx, patienceMs)
  const failures = await withNested(failedEvents(events, stack), inquiry)
  const {cause = ofStackItself(stack, stackReason, events[0]?.at), also, folded} = foldFailures(failures)
  if (!cause) return undefined
  if (known && known.stack === cause.stack && known.logicalId === cause.logicalId)
    return {...known, folded, also: also.map(toFailure)}

  const explanation = await explained(cause, inquiry)
  const place = template && placeOf(cause, stack, template, explanation?.meaning)
  return {
    ...toFailure(cause),
    ...(explanation && {meaning: explanation.meaning}),
    evidence: explanation?.evidence ?? [],
    ...(explanation?.facts && {facts: explanation.facts}),
    ...(place && {template: place}),
    folded,
    also: also.map(toFailure),
    notLookedAt: [...inquiry.notLookedAt],
    suggestions: explanation?.suggestions ?? [],
  }
}

/** A bug in an explanation must not stand before the failure that is to be explained. */
async function explained(cause: FailedEvent, inquiry: Inquiry): Promise<Explanation | undefined> {
  try {
    return await explain(cause, inquiry)
  } catch (error) {
    inquiry.notLookedAt.push(`the explanation ${whyNot(error)}`)
    return undefined
  }
}

function ofStackItself(stack: string, reason: string | undefined, at = Date.now()): FailedEvent | undefined {
  if (reason === undefined) return undefined
  return {stack, logicalId: stack, type: 'AWS::CloudFormation::Stack', status: 'FAILED', reason, at}
}

/** A nested stack's resources stand in another template. */
function placeOf(
  {logicalId, stack, reason = ''}: FailedEvent,
  own: string,
  {file, text}: {file: string; text: string},
  meaning = '',
): TemplatePlace | undefined {
  const line = stack === own ? propertyLine(text, logicalId, `${reason} ${meaning}`) : undefined
  return line === undefined ? undefined : {file, line}
}

function toFailure({stack, logicalId, physicalId, type, status, reason, at}: FailedEvent): Failure {
  return {
    stack,
    logicalId,
    ...(physicalId && {physicalId}),
    type,
    status,
    reason: reason ?? 'CloudFormation gives no reason',
    ...(at > 0 && {at: new Date(at).toISOString()}),
  }
}
