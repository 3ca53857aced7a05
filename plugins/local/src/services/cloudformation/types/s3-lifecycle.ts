import type {LifecycleRule} from '@aws-sdk/client-s3'

import type {Properties} from '../handler.js'

/** The rules of a LifecycleConfiguration as the API spells them. */
export function lifecycleRules(configuration: object): LifecycleRule[] {
  const {Rules} = configuration as {Rules: readonly Properties[]}
  return Rules.map(toRule)
}

function toRule({Id, Prefix, Status, ExpirationInDays, ...rest}: Properties): LifecycleRule {
  return {
    ...(rest as Partial<LifecycleRule>),
    ...(Id !== undefined && {ID: Id as string}),
    Status: Status as LifecycleRule['Status'],
    Filter: {Prefix: (Prefix as string | undefined) ?? ''},
    ...(ExpirationInDays !== undefined && {Expiration: {Days: ExpirationInDays as number}}),
  }
}
