import {StackError, type StackErrorOptions} from '../errors.js'
import type {RetryReason} from './retry.js'

/** The call that failed. */
export interface AwsCall {
  readonly service: string
  readonly operation: string
  readonly region: string
  readonly profile?: string | undefined
  /** Whom the request went to; absent when none was sent. */
  readonly host?: string | undefined
}

/** What the SDK threw, flat. */
export interface Fault {
  /** AWS's error code, or the name of the SDK's own error. */
  readonly name: string
  readonly message: string
  /** Node's code of a network error. */
  readonly code: string | undefined
  readonly status: number | undefined
  readonly original: object
}

export interface Verdict {
  /** What to throw. A `StackError`, or the original where it is a bug of ours. */
  readonly failure: unknown
  readonly retry?: RetryReason
}

/** Recognises one kind of failure. */
export type Judge = (fault: Fault, call: AwsCall) => Verdict | undefined

export function toFault(error: unknown): Fault | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const {name = '', message = '', code, $metadata} = error as Partial<Fault> & {$metadata?: {httpStatusCode?: number}}
  return {name, message, code, status: $metadata?.httpStatusCode, original: error}
}

/** AWS's own error stays the cause, its facts become the details. */
export function awsFailure(
  code: string,
  message: string,
  fault: Fault,
  call: AwsCall,
  options: StackErrorOptions = {},
): StackError {
  const {service, operation, region, host} = call
  const {status, name: awsCode} = fault
  const {requestId} = (fault.original as {$metadata?: {requestId?: string}}).$metadata ?? {}
  const facts = {
    service,
    operation,
    region,
    ...(host && {host}),
    awsCode,
    ...(status && {status}),
    ...(requestId && {requestId}),
  }
  return new StackError(code, message, {...options, details: {...facts, ...options.details}, cause: fault.original})
}

/** AWS's sentence in our manner: one line, no final period. */
export function sentence(message: string): string {
  return message.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '')
}
