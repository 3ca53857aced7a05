import type {Stack} from '../context.js'
import type {Cause} from '../diagnosis/cause.js'
import {plainReason} from '../diagnosis/plain-reason.js'
import {StackError} from '../errors.js'

export interface StackFailedInput {
  readonly app: string
  /** Name. */
  readonly stack: string
  /** How it came to rest; `undefined` where it is gone. */
  readonly now: Stack | undefined
  readonly cause: Cause | undefined
}

/** The first cause of a failed stack: its reason is the message, all that explains it are the details. */
export function stackFailed({app, stack, now, cause}: StackFailedInput): StackError {
  const reason = cause?.reason ?? 'CloudFormation gives no reason'
  const again = cause && cause.notLookedAt.length > 0 ? [`aws-stack ${app}:why`] : []
  return new StackError('STACK_FAILED', `${stack} failed at ${cause?.logicalId ?? stack}: ${plainReason(reason)}`, {
    blame: 'aws',
    details: {stack, status: now?.status ?? 'DELETE_COMPLETE', ...detailsOf(cause), reason},
    suggestions: [...(cause?.suggestions ?? []), ...again, `aws-stack ${app}:status`, `aws-stack ${app}:deploy`],
  })
}

export function detailsOf(cause: Cause | undefined): Record<string, unknown> {
  if (!cause) return {}
  const {logicalId, type, status, template} = cause
  return {resource: logicalId, resourceType: type, resourceStatus: status, ...(template && {template}), cause}
}
