import type {Stack} from '../context.js'
import {StackError} from '../errors.js'
import type {StackResourceEvent} from '../events.js'
import type {SurveyedStack} from '../survey.js'

export interface StackFailedInput {
  readonly app: string
  readonly surveyed: Pick<SurveyedStack, 'name' | 'file' | 'template'>
  /** Events with a `*_FAILED` status, oldest first. */
  readonly failures: readonly StackResourceEvent[]
  /** How it came to rest; `undefined` where it is gone. */
  readonly stack: Stack | undefined
}

/** CloudFormation stops what runs beside a failure: a consequence, never the cause. */
const CONSEQUENCE = /^Resource (creation|update|deletion) cancelled/i

/** The first cause of a failed stack, with the line of the template it stands in. */
export function stackFailed({app, surveyed, failures, stack}: StackFailedInput): StackError {
  const {name, file, template} = surveyed
  const own = failures.filter(({logicalId}) => logicalId !== name)
  const cause = own.find(({reason}) => !CONSEQUENCE.test(reason ?? '')) ?? own[0] ?? failures[0]
  const status = stack?.status ?? 'DELETE_COMPLETE'
  const reason = cause?.reason ?? stack?.statusReason ?? 'CloudFormation gives no reason'
  const line = cause ? template.resources.get(cause.logicalId)?.line : undefined
  return new StackError('STACK_FAILED', `${name} failed at ${cause?.logicalId ?? name}: ${reason}`, {
    blame: 'aws',
    details: {
      stack: name,
      status,
      ...(cause && {resource: cause.logicalId, resourceType: cause.type, resourceStatus: cause.status}),
      reason,
      ...(line && {template: {file, line}}),
    },
    suggestions: [`aws-stack ${app}:status`, `aws-stack ${app}:deploy`],
  })
}
