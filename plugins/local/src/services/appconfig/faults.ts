import type {InvalidConfigurationDetail} from '@aws-sdk/client-appconfig'

import {ServiceError} from '../../server/service.js'

export function badRequest(message: string): ServiceError {
  return new ServiceError('BadRequestException', message, 400, {Message: message})
}

export function notFound(kind: string, id: string): ServiceError {
  const message = `Could not find ${kind} ${id}`
  return new ServiceError('ResourceNotFoundException', message, 404, {Message: message, ResourceName: id})
}

export function conflict(message: string): ServiceError {
  return new ServiceError('ConflictException', message, 409, {Message: message})
}

export function overQuota(what: string, quota: number): ServiceError {
  const message = `You have exceeded the quota of ${quota} ${what}`
  return new ServiceError('ServiceQuotaExceededException', message, 402, {Message: message})
}

export function tooLarge(bytes: number, limitKb: number): ServiceError {
  const message = `The configuration is ${bytes} bytes and exceeds the limit of ${limitKb} KB`
  const members = {Message: message, Measure: 'KILOBYTES', Limit: limitKb, Size: bytes / 1024}
  return new ServiceError('PayloadTooLargeException', message, 413, members)
}

/** What a validator has against a configuration. */
export function invalidConfiguration(details: readonly InvalidConfigurationDetail[]): ServiceError {
  const message = `Error validating the configuration: ${details.map(({Reason}) => Reason).join('; ')}`
  const members = {Message: message, Reason: 'InvalidConfiguration', Details: {InvalidConfiguration: details}}
  return new ServiceError('BadRequestException', message, 400, members)
}
