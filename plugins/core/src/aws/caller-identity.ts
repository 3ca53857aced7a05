import type {STS} from '@aws-sdk/client-sts'

import type {CallerIdentity} from '../context.js'
import type {AwsAccess} from './access.js'
import {answered} from './answered.js'
import {type CallOptions, createService} from './create-service.js'
import {untilAborted} from './until-aborted.js'

/** Whom AWS takes us for, and until when. Needs no permission. `asked` answers the first question, unless it has come to nothing. */
export function createCallerIdentity(
  access: AwsAccess,
  {asked, ...options}: CallOptions & {readonly asked?: Promise<CallerIdentity | undefined> | undefined} = {},
): () => Promise<CallerIdentity> {
  const sts = createService('STS', access, async (config) => new (await import('@aws-sdk/client-sts')).STS(config))
  const ask = async () => {
    const [{Account, Arn}, credentials] = await sts.call('GetCallerIdentity', send, options)
    return {
      accountId: answered(Account, 'STS', 'GetCallerIdentity'),
      arn: answered(Arn, 'STS', 'GetCallerIdentity'),
      ...endOf(credentials),
    }
  }
  let earlier = asked
  return async () => {
    const answer = earlier
    earlier = undefined
    return (answer && (await untilAborted(answer, access.signal))) ?? ask()
  }
}

async function send(client: STS, options: {abortSignal: AbortSignal}) {
  return [await client.getCallerIdentity({}, options), await client.config.credentials()] as const
}

interface Credentials {
  readonly expiration?: Date
  /** The SDK's note of which provider they are from. */
  readonly $source?: {readonly CREDENTIALS_ENV_VARS?: string}
}

/**
 * The SDK asks the provider again when they are about to end: SSO, `credential_process`, roles, container and instance give new ones.
 * Those of the environment are the same again ("AWS_CREDENTIAL_EXPIRATION" in the SDK's `fromEnv`).
 */
function endOf({expiration, $source}: Credentials): Pick<CallerIdentity, 'expiresAt' | 'renewed'> {
  if (!expiration) return {}
  return {expiresAt: expiration.getTime(), renewed: $source?.CREDENTIALS_ENV_VARS === undefined}
}
