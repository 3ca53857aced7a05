import {ServiceError} from '../../../server/service.js'

/** AWS Lambda API Reference, the errors of each operation. */

export function notFound(message: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', message, 404)
}

export function conflict(message: string): ServiceError {
  return new ServiceError('ResourceConflictException', message, 409)
}

export function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterValueException', message)
}

export function outOfRange(value: unknown, member: string, constraint: string): ServiceError {
  return new ServiceError(
    'ValidationException',
    `1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: ${constraint}`,
  )
}

export function noSuchFunction(arn: string): ServiceError {
  return notFound(`Function not found: ${arn}`)
}
