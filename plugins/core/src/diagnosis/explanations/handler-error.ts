import type {Explain} from '../explanation.js'
import {handlerErrorCode} from '../plain-reason.js'

/** "Handler error codes" of the CloudFormation CLI User Guide, in plain words. */
const MEANINGS: Readonly<Record<string, string>> = {
  GeneralServiceException: 'the service failed for a reason that the handler does not know',
  InternalFailure: 'the handler itself failed; a repeated deployment often works',
  InvalidCredentials: 'the credentials that CloudFormation was given are not valid, or have ended',
  InvalidRequest: 'the service does not take these properties',
  NetworkFailure: 'the handler could not reach the service; a repeated deployment often works',
  NotFound: 'something that the properties name does not exist',
  NotUpdatable: 'a property was changed that cannot be changed after creation',
  NotStabilized: 'the resource was made, but did not become ready in time',
  ResourceConflict: 'the resource is being changed by something else; a repeated deployment often works',
  ServiceInternalError: 'the service failed; a repeated deployment often works',
  ServiceTimeout: 'the service did not answer in time; a repeated deployment often works',
  Throttling: 'the service takes no more calls for a while; deploy again in some minutes',
  Unknown: 'the handler does not say more',
}

export const explainHandlerError: Explain = ({reason = ''}) => {
  const code = handlerErrorCode(reason)
  const meaning = code && MEANINGS[code]
  return meaning ? {meaning, facts: {handlerErrorCode: code}} : undefined
}
