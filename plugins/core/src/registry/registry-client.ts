import {dockerCredentials, type HostCredentials} from '../docker/docker-config.js'
import {cancelled} from '../errors.js'
import type {RegistryAccess} from '../ports/registry.js'
import type {Secrets} from '../secrets/secrets.js'
import {bearerToken, isLoopback} from './bearer-token.js'
import {type Challenge, parseChallenge} from './challenge.js'
import type {ImageReference} from './image-reference.js'
import {denied, throttled, unreachable} from './registry-failed.js'

export interface RegistryRequest {
  readonly method: 'GET' | 'HEAD'
  /** Below `/v2/<repository>/`, or an address that the registry gave. */
  readonly path: string | URL
  readonly accept?: string
}

export interface RegistryClient {
  /** The answer to a request that the registry understood: 200, or 404. */
  ask(image: ImageReference, request: RegistryRequest, access: RegistryAccess): Promise<Response>
}

export interface RegistryOptions {
  /** Folder of Docker's `config.json`. */
  readonly dockerConfig?: string | undefined
  readonly secrets: Secrets
}

const PATIENCE = 15_000

/** Speaks the OCI distribution protocol; what opened a repository once opens it again. */
export function createRegistryClient({dockerConfig, secrets}: RegistryOptions): RegistryClient {
  const opened = new Map<string, string>()

  return {
    async ask(image, request, access) {
      const key = `${image.host}/${image.repository}`
      const known = opened.get(key)
      let response = await send(image, request, known, access.signal)
      const challenge =
        response.status === 401 ? parseChallenge(response.headers.get('www-authenticate') ?? '') : undefined
      if (challenge) {
        for await (const credentials of candidates(image, challenge, dockerConfig, access)) {
          const authorization = await authorize(image, challenge, credentials, access.signal)
          if (authorization === undefined) continue
          learn(credentials, authorization, secrets)
          response = await send(image, request, authorization, access.signal)
          // ECR refuses a token that has ended with 403.
          if (response.status === 401 || response.status === 403) continue
          opened.set(key, authorization)
          break
        }
      }
      return understood(image, response)
    },
  }
}

/** Docker's own first, then the app's, then nobody's: tokens are given to everybody for what is public. */
async function* candidates(
  {host}: ImageReference,
  {scheme}: Challenge,
  dockerConfig: string | undefined,
  {own}: RegistryAccess,
): AsyncGenerator<HostCredentials | undefined> {
  const kept = await dockerCredentials(dockerConfig, host)
  if (kept) yield kept
  if (scheme === 'bearer') {
    yield undefined
    return
  }
  const authorization = await own()
  if (authorization && new URL(authorization.endpoint).host === host) yield authorization
}

/** The header that answers the challenge; `undefined` where these credentials are of no use for it. */
async function authorize(
  image: ImageReference,
  challenge: Challenge,
  credentials: HostCredentials | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (challenge.scheme === 'bearer') {
    const token = await bearerToken({
      image,
      challenge,
      credentials,
      send: (url, init) => reach(image, url, init, signal),
    })
    return token === undefined ? undefined : `Bearer ${token}`
  }
  if (!credentials || !('password' in credentials)) return undefined
  const {username, password} = credentials
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

function learn(credentials: HostCredentials | undefined, authorization: string, secrets: Secrets): void {
  secrets.add(authorization.slice(authorization.indexOf(' ') + 1))
  if (credentials) secrets.add('password' in credentials ? credentials.password : credentials.identityToken)
}

async function send(
  image: ImageReference,
  {method, path, accept}: RegistryRequest,
  authorization: string | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const url = path instanceof URL ? path : new URL(`/v2/${image.repository}/${path}`, originOf(image))
  const headers = {...(accept && {accept}), ...(authorization && {authorization})}
  const first = await reach(image, url, {method, headers}, signal)
  // Its own trouble, which is often over at once.
  return first.status < 500 ? first : reach(image, url, {method, headers}, signal)
}

/** Plain HTTP on this machine alone, as Docker has it. */
export function originOf({host}: ImageReference): string {
  if (host === 'docker.io') return 'https://registry-1.docker.io'
  return `${isLoopback(host.replace(/:\d+$/, '')) ? 'http' : 'https'}://${host}`
}

async function reach(image: ImageReference, url: URL, init: RequestInit, signal: AbortSignal): Promise<Response> {
  const patience = AbortSignal.timeout(PATIENCE)
  try {
    return await fetch(url, {...init, signal: AbortSignal.any([signal, patience])})
  } catch (error) {
    if (signal.aborted) throw cancelled(signal)
    throw unreachable(image, patience.aborted ? `no answer in ${PATIENCE / 1000} s` : reasonOf(error, url), error)
  }
}

/** `fetch` says only that it failed; why stands in the cause. */
function reasonOf(error: unknown, {host}: URL): string {
  const {cause, message} = error as Error & {cause?: {code?: string; message?: string}}
  if (cause?.code === 'ENOTFOUND' || cause?.code === 'EAI_AGAIN') return `the name ${host} is not known here`
  return cause?.message || cause?.code || message
}

function understood(image: ImageReference, response: Response): Response {
  const {status, headers} = response
  if (response.ok || status === 404) return response
  void response.body?.cancel()
  if (status === 401 || status === 403) throw denied(image, status)
  if (status === 429) throw throttled(image, headers.get('retry-after'))
  throw unreachable(image, `it answers ${status}`)
}
