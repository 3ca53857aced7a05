import type {HostCredentials} from '../docker/docker-config.js'
import type {Challenge} from './challenge.js'
import type {ImageReference} from './image-reference.js'

export interface BearerTokenInput {
  readonly image: ImageReference
  readonly challenge: Challenge & {scheme: 'bearer'}
  readonly credentials: HostCredentials | undefined
  readonly send: (url: URL, init: RequestInit) => Promise<Response>
}

/**
 * A token to pull with, from the service that the registry names: by GET, or by POST for an identity token (the distribution's "Token
 * Authentication Specification" and "Oauth2 Token Authentication"). `undefined`: it gives none for these credentials.
 */
export async function bearerToken({
  image,
  challenge,
  credentials,
  send,
}: BearerTokenInput): Promise<string | undefined> {
  const {realm, service, scope = `repository:${image.repository}:pull`} = challenge
  const url = URL.canParse(realm) ? new URL(realm) : undefined
  if (!url || !isTrusted(url, image)) return undefined

  const wanted = {...(service !== undefined && {service}), scope}
  const response =
    credentials && 'identityToken' in credentials
      ? await send(url, exchange(credentials.identityToken, wanted))
      : await send(withQuery(url, wanted), {headers: basicHeader(credentials)})
  if (!response.ok) {
    void response.body?.cancel()
    return undefined
  }
  const {token, access_token: accessToken} = (await response.json().catch(() => ({}))) as Record<string, unknown>
  const given = token ?? accessToken
  return typeof given === 'string' ? given : undefined
}

/** Credentials do not leave the machine unencrypted, wherever a registry points to. */
function isTrusted({protocol, hostname}: URL, {host}: ImageReference): boolean {
  if (protocol === 'https:') return true
  return protocol === 'http:' && isLoopback(hostname) && isLoopback(host.replace(/:\d+$/, ''))
}

/** What Docker takes for this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

function exchange(identityToken: string, wanted: Record<string, string>): RequestInit {
  const fields = {grant_type: 'refresh_token', client_id: 'aws-stack', ...wanted, refresh_token: identityToken}
  return {method: 'POST', body: new URLSearchParams(fields)}
}

function withQuery(url: URL, wanted: Record<string, string>): URL {
  const full = new URL(url)
  for (const [name, value] of Object.entries(wanted)) full.searchParams.set(name, value)
  return full
}

function basicHeader(credentials: HostCredentials | undefined): Record<string, string> {
  if (!credentials || !('password' in credentials)) return {}
  const {username, password} = credentials
  return {authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`}
}
