import {StackError} from '../errors.js'
import {type AwsCall, awsFailure, type Fault, type Judge, sentence, toFault, type Verdict} from './aws-call.js'
import {judgeCredentials} from './credential-error.js'
import {judgeNetwork} from './network-error.js'
import {judgeDenial} from './permission-error.js'
import {judgeWebIdentity} from './web-identity-error.js'

/** Turns what the SDK threw into one readable error, and says whether the call is worth another try. */
export function classify(error: unknown, call: AwsCall): Verdict {
  const fault = StackError.is(error) ? undefined : toFault(error)
  if (!fault) return {failure: error}
  for (const judge of JUDGES) {
    const verdict = judge(fault, call)
    if (verdict) return verdict
  }
  return {failure: error}
}

/** AWS's own code of an error, `ValidationError`. */
export function awsCode(error: unknown): unknown {
  return StackError.is(error) ? error.details['awsCode'] : undefined
}

/** An answer without what every answer of AWS has: it parses, but AWS did not write it. */
export function notAws(call: Pick<AwsCall, 'service' | 'operation'>): StackError {
  const {service, operation} = call
  return new StackError('ENDPOINT_NOT_AWS', `the endpoint's answer to ${service} ${operation} is not one of AWS`, {
    details: {service, operation},
    suggestions: ['aws-stack doctor'],
  })
}

const THROTTLES = [
  'EC2ThrottledException',
  'KMSThrottlingException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]

const judgeRegion: Judge = (fault, call) => {
  if (!/^Region (is missing|not accepted)/.test(fault.message)) return undefined
  const [, wrong] = /region="(.*?)"/.exec(fault.message) ?? []
  const message = `${wrong === undefined ? 'no region is set' : `"${wrong}" is no region name`}, e.g. eu-west-1`
  return {failure: awsFailure('REGION_MISSING', message, fault, call, {suggestions: ['aws-stack doctor']})}
}

/** Kinesis says so of look-ups that come too fast, and of the tenth resharding of a day. */
function isTooFast({name}: Fault, {service, operation}: AwsCall): boolean {
  return name === 'LimitExceededException' && service === 'Kinesis' && operation !== 'UpdateShardCount'
}

const judgeThrottle: Judge = (fault, call) => {
  if (fault.status !== 429 && !THROTTLES.includes(fault.name) && !isTooFast(fault, call)) return undefined
  const message = `${call.service} throttles ${call.operation}: ${sentence(fault.message)} (${fault.name})`
  return {failure: awsFailure('AWS_THROTTLED', message, fault, call, {blame: 'aws'}), retry: 'throttled'}
}

/** moto and web servers answer with HTML. The SDK says `SyntaxError` or `XML parse error`, and `Unknown` for what holds no error. */
const judgeForeignAnswer: Judge = (fault, call) => {
  const {name, message, status = 0} = fault
  const unreadable = name === 'SyntaxError' || message.includes('XML parse error')
  if (status === 0 || !(unreadable || (status < 500 && /^Unknown(Error)?$/.test(name)))) return undefined
  // A load balancer of AWS's own may answer in HTML too; that is a failure like any other.
  if (status >= 500 && /\.(amazonaws\.com(\.cn)?|api\.aws)$/.test(call.host ?? '')) return undefined
  const text = `${call.host ?? 'the endpoint'} answered ${call.service} ${call.operation} with something that is not AWS's (HTTP ${status})`
  const failure = awsFailure('ENDPOINT_NOT_AWS', text, fault, call, {suggestions: ['aws-stack doctor']})
  return status >= 500 ? {failure, retry: 'transient'} : {failure}
}

const judgeFailure: Judge = (fault, call) => {
  if (!fault.status || fault.status < 500) return undefined
  const {service, operation} = call
  const message = `${service} failed at ${operation}: HTTP ${fault.status}, ${sentence(fault.message)} (${fault.name})`
  const failure = awsFailure('AWS_FAILED', message, fault, call, {blame: 'aws'})
  // 501: what an emulator does not have, it does not have the next time either.
  return fault.status === 501 ? {failure} : {failure, retry: 'transient'}
}

const judgeRefusal: Judge = (fault, call) => {
  if (!fault.status) return undefined
  const message = `${call.service} refused ${call.operation}: ${sentence(fault.message)} (${fault.name})`
  return {failure: awsFailure('AWS_REFUSED', message, fault, call)}
}

/** The first that recognises the fault decides: the special before the general. */
const JUDGES: readonly Judge[] = [
  judgeRegion,
  judgeNetwork,
  judgeForeignAnswer,
  judgeThrottle,
  judgeWebIdentity,
  judgeCredentials,
  judgeDenial,
  judgeFailure,
  judgeRefusal,
]
