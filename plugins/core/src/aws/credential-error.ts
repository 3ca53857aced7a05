import {type AwsCall, awsFailure, type Fault, type Judge, sentence} from './aws-call.js'

const EXPIRED = ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired']

/** `UnauthorizedException` is what IAM Identity Center says of a session that was ended. */
const SESSION_ENDED = /\b(UnauthorizedException|InvalidGrantException)\b/

const INVALID = [
  'AuthFailure',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'InvalidToken',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'NotSignedUp',
  'OptInRequired',
  'SignatureDoesNotMatch',
  'SubscriptionRequiredException',
  'UnrecognizedClientException',
]

const CLOCK = /^(RequestExpired|RequestInTheFuture|RequestTimeTooSkewed)$|Signature (expired|not yet current)/

/** AWS does not know who asks: no credentials, old ones, or wrong ones. */
export const judgeCredentials: Judge = (fault, call) => {
  const {name, message} = fault
  if (CLOCK.test(name) || CLOCK.test(message)) return judgeClock(fault, call)
  if (EXPIRED.includes(name)) return {failure: expired(fault, call)}
  if (INVALID.includes(name)) {
    return {
      failure: problem(
        'CREDENTIALS_INVALID',
        `${call.service} does not accept the credentials: ${sentence(message)} (${name})`,
        fault,
        call,
      ),
    }
  }
  if (isProvider(name)) return {failure: unprovided(fault, call)}
  return undefined
}

/** The SDK learns the difference from the answer's `Date` and signs the next request by it. */
function judgeClock(fault: Fault, call: AwsCall) {
  const text = `the clock of this machine differs from that of AWS: ${sentence(fault.message)} (${fault.name})`
  const failure = problem('CREDENTIALS_INVALID', text, fault, call)
  const {clockSkewCorrected} = (fault.original as {$metadata?: {clockSkewCorrected?: boolean}}).$metadata ?? {}
  return clockSkewCorrected ? {failure, retry: 'transient' as const} : {failure}
}

function isProvider(name: string): boolean {
  return /^(Credentials|Token)?ProviderError$/.test(name) || SESSION_ENDED.test(name)
}

/** The SDK's chain has only sentences to tell its cases apart. */
function unprovided(fault: Fault, call: AwsCall) {
  const {name, message} = fault
  if (SESSION_ENDED.test(`${name} ${message}`) || /expired|refresh this SSO session|re-?authenticate/i.test(message))
    return expired(fault, call)
  if (message === 'Could not load credentials from any providers') {
    return problem(
      'CREDENTIALS_MISSING',
      'there are no AWS credentials: no environment variables, no profile, no role of this machine',
      fault,
      call,
    )
  }
  if (/could not (resolve|be found)|did not contain|does not contain/i.test(message)) {
    return problem('CREDENTIALS_MISSING', `there are no AWS credentials: ${sentence(message)}`, fault, call)
  }
  return problem('CREDENTIALS_INVALID', `the AWS credentials cannot be used: ${sentence(message)}`, fault, call)
}

function expired(fault: Fault, call: AwsCall) {
  const login = loginCommand(fault, call)
  return problem(
    'CREDENTIALS_EXPIRED',
    `the AWS credentials have expired: ${sentence(fault.message)}`,
    fault,
    call,
    login ? [login] : [],
  )
}

function loginCommand({name, message}: Fault, {profile}: AwsCall): string | undefined {
  const named = profile ?? /profile=(\S+)/.exec(message)?.[1]
  const option = named ? ` --profile ${named}` : ''
  if (/\bsso\b/i.test(message) || SESSION_ENDED.test(`${name} ${message}`)) return `aws sso login${option}`
  return message.includes('aws login') ? `aws login${option}` : undefined
}

function problem(code: string, message: string, fault: Fault, call: AwsCall, suggestions: string[] = []) {
  return awsFailure(code, message, fault, call, {suggestions: [...suggestions, 'aws-stack doctor']})
}
