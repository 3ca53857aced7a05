import type {ServiceRequest, ServiceResponse} from '../../server/service.js'
import {writeTime} from '../../server/write-time.js'
import type {FunctionState, World} from './state/world.js'

export interface LambdaCall<Input> {
  readonly input: Input
  readonly request: ServiceRequest
  readonly world: World
}

/** One operation of the API on one function (AWS Lambda API Reference, by the same name). */
export type FunctionOperation = (
  call: LambdaCall<never> & {readonly it: FunctionState},
) => Promise<ServiceResponse> | ServiceResponse

export function answer(body: object, status = 200): ServiceResponse {
  return {status, headers: {'content-type': 'application/json'}, body: JSON.stringify(body, writeTime)}
}

export const NOTHING: ServiceResponse = {status: 204, headers: {}, body: ''}
