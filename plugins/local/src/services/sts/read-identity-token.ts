import {createPublicKey, type JsonWebKey, verify} from 'node:crypto'

import {ServiceError} from '../../server/service.js'

export interface TokenKey extends JsonWebKey {
  readonly kid?: string
}

export interface Claims {
  readonly iss: string
  readonly sub: string
  readonly aud: readonly string[]
  readonly [claim: string]: unknown
}

/** The claims of a token that its issuer has signed, and that is good now: what STS says otherwise ("AssumeRoleWithWebIdentity" of the API reference). */
export function readIdentityToken(token: string, keysOf: (issuer: string) => readonly TokenKey[] | undefined): Claims {
  const [head = '', body = '', signature = ''] = token.split('.')
  const header = parsed(head) as {alg?: string; kid?: string}
  const {iss, sub, aud, exp, nbf, ...more} = parsed(body) as Partial<Record<string, unknown>>
  if (typeof iss !== 'string' || typeof sub !== 'string' || typeof exp !== 'number')
    throw invalid('The ID Token provided is not a valid JWT.')

  const keys = keysOf(iss)
  if (!keys)
    throw invalid(
      "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements",
    )
  const key = keys.find(({kid}) => kid === header.kid)
  const signed = Buffer.from(`${head}.${body}`)
  const isGood =
    key !== undefined &&
    header.alg === 'RS256' &&
    verify('RSA-SHA256', signed, createPublicKey({key, format: 'jwk'}), Buffer.from(signature, 'base64url'))
  if (!isGood) throw invalid('The token signature is not valid')

  const now = Math.floor(Date.now() / 1000)
  if (exp <= now)
    throw new ServiceError(
      'ExpiredTokenException',
      `Token expired: current date/time ${now} must be before the expiration date/time ${exp}`,
    )
  if (typeof nbf === 'number' && nbf > now + LEEWAY_S) throw invalid('Token is not valid yet')
  return {...more, iss, sub, aud: (Array.isArray(aud) ? aud : [aud]).map(String)}
}

/** Clocks differ. */
const LEEWAY_S = 60

export function invalid(message: string): ServiceError {
  return new ServiceError('InvalidIdentityToken', message)
}

function parsed(part: string): object {
  try {
    return Object(JSON.parse(Buffer.from(part, 'base64url').toString())) as object
  } catch {
    throw invalid('The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)')
  }
}
