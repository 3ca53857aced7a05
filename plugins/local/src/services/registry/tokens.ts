import {randomBytes} from 'node:crypto'

const LIFETIME_MS = 12 * 60 * 60 * 1000

export type TokenCheck = 'valid' | 'expired' | 'unknown'

/** Registry passwords as `GetAuthorizationToken` hands them out: random, good for twelve hours, for user `AWS`. */
export interface Tokens {
  issue(): {readonly password: string; readonly expiresAt: Date}
  check(password: string): TokenCheck
}

export function createTokens(now: () => number = Date.now): Tokens {
  const expiries = new Map<string, number>()

  return {
    issue() {
      const password = randomBytes(48).toString('base64url')
      const expiry = now() + LIFETIME_MS
      expiries.set(password, expiry)
      return {password, expiresAt: new Date(expiry)}
    },

    check(password) {
      const expiry = expiries.get(password)
      if (expiry === undefined) return 'unknown'
      return expiry > now() ? 'valid' : 'expired'
    },
  }
}
