import {awsFailure, type Judge, sentence} from './aws-call.js'

const DENIALS = [
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'UnauthorizedOperation',
  'Forbidden',
  'ForbiddenException',
]

const SENTENCE =
  /User: (?<principal>\S+) is not authorized to perform: (?<action>[\w-]+:\w+)(?: on resource: (?<resource>\S+))?(?: (?<reason>(?:because|with) .+?))?(?:\.? Encoded .*)?$/

/** AWS knows who asks, and says no. */
export const judgeDenial: Judge = (fault, call) => {
  if (!DENIALS.includes(fault.name)) return undefined
  const text = sentence(fault.message)
  const {principal, action, resource, reason} = SENTENCE.exec(text)?.groups ?? {}
  const encodedMessage = /Encoded authorization failure message: (\S+)/.exec(text)?.[1]
  const what =
    action &&
    `${principal} has no permission for ${action}${resource ? ` on ${resource}` : ''}${reason ? `, ${reason}` : ''}`
  return {
    failure: awsFailure('ACCESS_DENIED', what ?? `${call.service} denied ${call.operation}: ${text}`, fault, call, {
      details: {principal, action, resource, encodedMessage},
      suggestions: ['aws-stack doctor'],
    }),
  }
}
