import type {IdentityProvider, IdentityProviders} from '../ports/identity-providers.js'

/** The account's providers, by issuer. */
export class FakeIdentityProviders implements IdentityProviders {
  readonly providers = new Map<string, IdentityProvider>()

  async find(issuer: string): Promise<IdentityProvider | undefined> {
    return this.providers.get(issuer)
  }
}
