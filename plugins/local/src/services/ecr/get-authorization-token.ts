import {type EcrCall, epochSeconds} from './ecr-operation.js'

/** A new random password, good for twelve hours; the registry knows it. */
export function getAuthorizationToken({region, store}: EcrCall<object>): object {
  const {password, expiresAt} = store.tokens.issue()
  return {
    authorizationData: [
      {
        authorizationToken: Buffer.from(`AWS:${password}`).toString('base64'),
        expiresAt: epochSeconds(expiresAt),
        proxyEndpoint: store.registryUrl(region),
      },
    ],
  }
}
