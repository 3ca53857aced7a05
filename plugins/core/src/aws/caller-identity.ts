import type {CallerIdentity} from '../context.js'
import type {AwsAccess} from './access.js'
import {answered} from './answered.js'
import {createService} from './create-service.js'

/** Whom AWS takes us for, and until when. Needs no permission. */
export function createCallerIdentity(access: AwsAccess): () => Promise<CallerIdentity> {
  const sts = createService('STS', access, async (config) => new (await import('@aws-sdk/client-sts')).STS(config))
  return async () => {
    const [{Account, Arn}, credentials] = await sts.call('GetCallerIdentity', async (client, options) => [
      await client.getCallerIdentity({}, options),
      await client.config.credentials(),
    ])
    return {
      accountId: answered(Account, 'STS', 'GetCallerIdentity'),
      arn: answered(Arn, 'STS', 'GetCallerIdentity'),
      ...endOf(credentials),
    }
  }
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
