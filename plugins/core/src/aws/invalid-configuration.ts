import type {InvalidConfigurationDetail} from '@aws-sdk/client-appconfig'

import {StackError} from '../errors.js'

interface Refusal {
  readonly Reason?: string
  readonly Details?: {readonly InvalidConfiguration?: readonly InvalidConfigurationDetail[]}
}

/** What a schema or a validator function has against a configuration, as `CONFIG_INVALID` ("BadRequestException" in the AWS AppConfig API Reference); other errors as they are. */
export function invalidConfiguration(error: unknown): unknown {
  if (!StackError.is(error)) return error
  const {Reason, Details} = (error.cause ?? {}) as Refusal
  if (Reason !== 'InvalidConfiguration') return error
  const problems = (Details?.InvalidConfiguration ?? []).map(({Reason = '', Location, Constraint}) => ({
    reason: Reason,
    ...(Location && {location: Location}),
    ...(Constraint && {constraint: Constraint}),
  }))
  const told = problems.map(({reason}) => reason).filter(Boolean)
  const message = told.length > 0 ? `AppConfig does not take it: ${told.join('; ')}` : error.message
  return new StackError('CONFIG_INVALID', message, {details: {...error.details, problems}, cause: error})
}
