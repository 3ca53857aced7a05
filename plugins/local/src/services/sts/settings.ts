import {BadSettings} from '../appconfig/settings.js'
import type {TokenKey} from './read-identity-token.js'

/** What nobody can be asked here: `/_local/sts`. */
export interface StsSettings {
  /** By the `iss` of its tokens: what the issuer publishes as its JSON Web Key Set. No token of any other is taken. */
  readonly issuers: Readonly<Record<string, {readonly keys: readonly TokenKey[]}>>
  /** How long a session by web identity lasts; without it as long as was asked for. */
  readonly sessionMs?: number
}

export function changeStsSettings(now: StsSettings, given: unknown): StsSettings {
  const {issuers = {}, sessionMs = now.sessionMs, ...unknown} = Object(given) as Record<string, unknown>
  const strange = Object.keys(unknown)
  if (strange.length > 0) throw new BadSettings(`unknown: ${strange.join(', ')}; known: issuers, sessionMs`)
  if (sessionMs !== undefined && !(typeof sessionMs === 'number' && sessionMs > 0))
    throw new BadSettings(`sessionMs is ${JSON.stringify(sessionMs)}: it must be a number above 0`)
  for (const [issuer, set] of Object.entries(Object(issuers) as object))
    if (!Array.isArray((set as {keys?: unknown} | null)?.keys))
      throw new BadSettings(`the issuer ${issuer} has no keys: {"keys": [{"kty": "RSA", "kid": …}]}`)
  return {
    issuers: {...now.issuers, ...(issuers as StsSettings['issuers'])},
    ...(sessionMs !== undefined && {sessionMs}),
  }
}
