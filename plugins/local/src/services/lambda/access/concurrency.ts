import type {PutFunctionConcurrencyRequest} from '@aws-sdk/client-lambda'

import type {ServiceResponse} from '../../../server/service.js'
import {answer, type LambdaCall, NOTHING} from '../lambda-operation.js'
import {outOfRange} from '../state/faults.js'
import type {FunctionState} from '../state/world.js'

type Call<Input> = LambdaCall<Input> & {readonly it: FunctionState}

export function putConcurrency({it, input}: Call<PutFunctionConcurrencyRequest>): ServiceResponse {
  const reserved = input.ReservedConcurrentExecutions ?? 0
  if (!(reserved >= 0))
    throw outOfRange(reserved, 'reservedConcurrentExecutions', 'Member must have value greater than or equal to 0')
  it.reserved = reserved
  return getConcurrency({it})
}

export function getConcurrency({it}: Pick<Call<never>, 'it'>): ServiceResponse {
  return answer(it.reserved === undefined ? {} : {ReservedConcurrentExecutions: it.reserved})
}

export function deleteConcurrency({it}: Call<never>): ServiceResponse {
  it.reserved = undefined
  return NOTHING
}
