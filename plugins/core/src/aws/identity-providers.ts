import type {IdentityProviders} from '../ports/identity-providers.js'
import type {AwsAccess} from './access.js'
import {createService} from './create-service.js'

export function createIdentityProviders(access: AwsAccess): IdentityProviders {
  const iam = createService('IAM', access, async (config) => new (await import('@aws-sdk/client-iam')).IAM(config))
  return {
    async find(issuer) {
      // Not paged: an account has a hundred at most ("IAM and AWS STS quotas").
      const {OpenIDConnectProviderList: list = []} = await iam.call('ListOpenIDConnectProviders', (client, options) =>
        client.listOpenIDConnectProviders({}, options),
      )
      const arn = list.map(({Arn = ''}) => Arn).find((candidate) => candidate.endsWith(`:oidc-provider/${issuer}`))
      if (arn === undefined) return undefined
      const {ClientIDList: audiences = []} = await iam.call('GetOpenIDConnectProvider', (client, options) =>
        client.getOpenIDConnectProvider({OpenIDConnectProviderArn: arn}, options),
      )
      return {arn, audiences}
    },
  }
}
