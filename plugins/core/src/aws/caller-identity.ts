import type {CallerIdentity} from '../context.js'
import type {AwsAccess} from './access.js'
import {answered} from './answered.js'
import {createService} from './create-service.js'

/** Whom AWS takes us for. Needs no permission. */
export function createCallerIdentity(access: AwsAccess): () => Promise<CallerIdentity> {
  const sts = createService('STS', access, async (config) => new (await import('@aws-sdk/client-sts')).STS(config))
  return async () => {
    const {Account, Arn} = await sts.call('GetCallerIdentity', (client, options) =>
      client.getCallerIdentity({}, options),
    )
    return {
      accountId: answered(Account, 'STS', 'GetCallerIdentity'),
      arn: answered(Arn, 'STS', 'GetCallerIdentity'),
    }
  }
}
