import {ServiceError} from '../../../server/service.js'

/** AppConfig Data words its errors otherwise than AppConfig: https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_appconfigdata_GetLatestConfiguration.html */
export function notThere(ResourceType: string, parameter: string, value: string): ServiceError {
  const message = `${ResourceType} ${value} could not be found`
  const members = {Message: message, ResourceType, ReferencedBy: {[parameter]: value}}
  return new ServiceError('ResourceNotFoundException', message, 404, members)
}

export function badParameter(parameter: string, Problem: 'Corrupted' | 'Expired' | 'PollIntervalNotSatisfied') {
  const message = `Request parameter ${parameter} is not valid: ${Problem}`
  const Details = {InvalidParameters: {[parameter]: {Problem}}}
  const members = {Message: message, Reason: 'InvalidParameters', Details}
  return new ServiceError('BadRequestException', message, 400, members)
}
