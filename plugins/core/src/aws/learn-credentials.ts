import type {Secrets} from '../secrets/secrets.js'

/** What every client has: its resolved credentials, or a provider that remembers them. */
export interface Credentialed {
  readonly config: {readonly credentials?: unknown}
}

interface Credentials {
  readonly secretAccessKey?: string
  readonly sessionToken?: string
}

/** AWS's own have 40 characters; what is shorter is the fixed word of an endpoint that checks no signature. */
const SHORTEST = 16

/** Called when a request is on its way: its credentials are at hand by then. */
export async function learnCredentials({config}: Credentialed, secrets: Secrets): Promise<void> {
  const {credentials} = config
  const found = typeof credentials === 'function' ? await (credentials as () => Promise<unknown>)() : credentials
  const {secretAccessKey = '', sessionToken} = (found ?? {}) as Credentials
  if (secretAccessKey.length < SHORTEST) return
  secrets.add(secretAccessKey)
  secrets.add(sessionToken)
}
