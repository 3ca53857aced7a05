import type {FunctionEventInvokeConfig, PutFunctionEventInvokeConfigRequest} from '@aws-sdk/client-lambda'

import type {ServiceResponse} from '../../../server/service.js'
import {answer, type LambdaCall, NOTHING} from '../lambda-operation.js'
import {notFound, outOfRange} from '../state/faults.js'
import type {FunctionState} from '../state/world.js'

type Call<Input> = LambdaCall<Input> & {readonly it: FunctionState}

const RANGES = [
  ['MaximumRetryAttempts', 'maximumRetryAttempts', 0, 2],
  ['MaximumEventAgeInSeconds', 'maximumEventAgeInSeconds', 60, 21_600],
] as const

/** Replaces what was there. */
export function putEventInvokeConfig({it, input}: Call<PutFunctionEventInvokeConfigRequest>): ServiceResponse {
  it.eventInvoke = shown(it, input)
  return answer(it.eventInvoke)
}

/** Changes what is said. */
export function updateEventInvokeConfig({it, input}: Call<PutFunctionEventInvokeConfigRequest>): ServiceResponse {
  it.eventInvoke = shown(it, {...required(it), ...input})
  return answer(it.eventInvoke)
}

export function getEventInvokeConfig({it}: Call<never>): ServiceResponse {
  return answer(required(it))
}

export function listEventInvokeConfigs({it}: Call<never>): ServiceResponse {
  return answer({FunctionEventInvokeConfigs: it.eventInvoke ? [it.eventInvoke] : []})
}

export function deleteEventInvokeConfig({it}: Call<never>): ServiceResponse {
  required(it)
  it.eventInvoke = undefined
  return NOTHING
}

function required({arn, eventInvoke}: FunctionState): FunctionEventInvokeConfig {
  if (eventInvoke) return eventInvoke
  throw notFound(`The function ${arn}:$LATEST doesn't have an EventInvokeConfig`)
}

function shown(
  {arn}: FunctionState,
  config: Omit<PutFunctionEventInvokeConfigRequest, 'FunctionName'>,
): FunctionEventInvokeConfig {
  for (const [property, member, least, most] of RANGES) {
    const value = config[property]
    if (value === undefined || (value >= least && value <= most)) continue
    throw outOfRange(value, member, `Member must be between ${least} and ${most}`)
  }
  const {DestinationConfig = {OnSuccess: {}, OnFailure: {}}} = config
  return {
    FunctionArn: `${arn}:$LATEST`,
    LastModified: new Date(),
    ...(config.MaximumRetryAttempts !== undefined && {MaximumRetryAttempts: config.MaximumRetryAttempts}),
    ...(config.MaximumEventAgeInSeconds !== undefined && {MaximumEventAgeInSeconds: config.MaximumEventAgeInSeconds}),
    DestinationConfig,
  }
}
