import {ServiceError, type ServiceRequest, type ServiceResponse} from '../../server/service.js'
import type {Stage} from './stage.js'

/** Who the caller of a scenario is. */
export function answerSts({world}: Stage, _request: ServiceRequest, operation: string): ServiceResponse {
  if (operation !== 'GetCallerIdentity') {
    throw new ServiceError('InvalidAction', `A scenario does not play the STS operation ${operation}`)
  }
  const {accountId} = world
  const result = `<Arn>arn:aws:iam::${accountId}:user/scenario</Arn><UserId>AIDASCENARIO</UserId><Account>${accountId}</Account>`
  return {
    status: 200,
    headers: {'content-type': 'text/xml'},
    body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>${result}</GetCallerIdentityResult></GetCallerIdentityResponse>`,
  }
}
