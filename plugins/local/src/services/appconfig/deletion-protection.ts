import {oneOf} from './check-input.js'
import {badRequest} from './faults.js'
import type {AppConfigCall} from './app-config-operation.js'

const CHECKS = ['ACCOUNT_DEFAULT', 'APPLY', 'BYPASS'] as const

/** https://docs.aws.amazon.com/appconfig/latest/userguide/deletion-protection.html: what somebody has read lately is in use. */
export function refuseIfRead(
  {request, region}: Pick<AppConfigCall, 'request' | 'region'>,
  {readAt}: {readonly readAt?: number},
  what: string,
): void {
  const header = 'x-amzn-deletion-protection-check'
  const check = oneOf({[header]: request.headers[header]}, header, CHECKS) ?? 'ACCOUNT_DEFAULT'
  const {enabled, minutes} = region.protection
  const applies = check === 'APPLY' || (check === 'ACCOUNT_DEFAULT' && enabled)
  if (!applies || readAt === undefined || Date.now() - readAt > minutes * 60_000) return
  throw badRequest(`Cannot delete ${what} because it was read in the last ${minutes} minutes (deletion protection)`)
}
