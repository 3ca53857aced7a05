import {ServiceError} from '../../server/service.js'

/** What CloudFormation says to everything that is wrong with a request or its template. */
export function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', message)
}
