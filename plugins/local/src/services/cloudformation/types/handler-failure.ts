import {randomUUID} from 'node:crypto'

/** https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html */
export type HandlerErrorCode =
  | 'AccessDenied'
  | 'AlreadyExists'
  | 'GeneralServiceException'
  | 'InvalidRequest'
  | 'NetworkFailure'
  | 'NotFound'
  | 'NotStabilized'
  | 'NotUpdatable'
  | 'ServiceInternalError'
  | 'ServiceLimitExceeded'
  | 'Throttling'

/** A failure that the handler itself finds, before or after its service's answer. */
export class HandlerFailure extends Error {
  readonly code: HandlerErrorCode

  constructor(code: HandlerErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

/** The reason of a failed resource, in CloudFormation's words. */
export function failureReason(type: string, error: unknown): string {
  const {message, code} = describe(type, error)
  return `Resource handler returned message: "${message}" (RequestToken: ${randomUUID()}, HandlerErrorCode: ${code})`
}

interface SdkError extends Error {
  readonly $fault?: 'client' | 'server'
  readonly $metadata?: {readonly httpStatusCode?: number; readonly requestId?: string}
}

function describe(type: string, error: unknown): {message: string; code: HandlerErrorCode} {
  if (error instanceof HandlerFailure) return {message: error.message, code: error.code}
  if (!(error instanceof Error)) return {message: String(error), code: 'GeneralServiceException'}

  const {$fault, $metadata} = error as SdkError
  const service = sdkService(type)
  const status = $metadata?.httpStatusCode
  if (status === undefined) return {message: `${service}: ${error.message}`, code: 'NetworkFailure'}

  // An answer that the SDK cannot read: moto sends a page where it does not know the operation.
  const text = $fault ? error.message : `${service} does not answer this operation`
  const id = $metadata?.requestId ?? randomUUID()
  return {
    message: `${text} (Service: ${service}, Status Code: ${status}, Request ID: ${id})`,
    code: errorCode(error.name, status),
  }
}

/** The name under which AWS's own handlers (SDK for Java v2) report a service. */
function sdkService(type: string): string {
  const service = type.split('::')[1] ?? type
  if (service === 'Logs') return 'CloudWatchLogs'
  return /^[A-Z0-9]+$/.test(service) ? service.charAt(0) + service.slice(1).toLowerCase() : service
}

function errorCode(name: string, status: number): HandlerErrorCode {
  if (/AlreadyExist|Duplicate|ResourceConflict|ConflictingDomain/.test(name)) return 'AlreadyExists'
  if (/NotFound|NoSuchEntity/.test(name)) return 'NotFound'
  if (/AccessDenied|Unauthorized/.test(name)) return 'AccessDenied'
  if (/Throttl|TooManyRequests|RequestLimitExceeded/.test(name)) return 'Throttling'
  if (/LimitExceeded/.test(name)) return 'ServiceLimitExceeded'
  return status >= 500 ? 'ServiceInternalError' : 'InvalidRequest'
}
