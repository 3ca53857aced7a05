/** The OpenID Connect providers of the account. An account has one at most for each issuer. */
export interface IdentityProviders {
  /** By the issuer's address without `https://`. `undefined`: there is none. */
  find(issuer: string): Promise<IdentityProvider | undefined>
}

export interface IdentityProvider {
  readonly arn: string
  /** For whom tokens may be meant (`ClientIDList`). */
  readonly audiences: readonly string[]
}
