import type {IncomingMessage, ServerResponse} from 'node:http'

import {isDigest, type LayerStore} from './store/layer-store.js'
import {layerOwner, type Repositories, type Repository} from './store/repositories.js'
import {digestInvalid} from './registry-error.js'

/** One request to a repository, with what its answer needs. */
export interface RegistryCall {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
  readonly repository: Repository
  readonly repositories: Repositories
  /** Name as the client wrote it: what `Location` must say. */
  readonly path: string
  /** The last segment: a digest, a tag, an upload's id. */
  readonly reference: string
  readonly layers: LayerStore
  /** The repository, as the layer store knows it. */
  readonly owner: string
}

export type RegistryRoute = (call: RegistryCall) => Promise<void>

export function registryCall(call: Omit<RegistryCall, 'owner'>): RegistryCall {
  return {...call, owner: layerOwner(call.repository)}
}

/** Ends the answer; without a body it says so. */
export function answer(
  {response}: Pick<RegistryCall, 'response'>,
  status: number,
  headers: Readonly<Record<string, string | number>> = {},
  body: string | Buffer = '',
): void {
  response.writeHead(status, {
    ...(status !== 204 && status !== 304 && {'content-length': Buffer.byteLength(body)}),
    ...headers,
  })
  response.end(body)
}

/** Absolute, on the host and scheme that the client came by, as Docker's own registry writes it. */
export function location({request, url}: RegistryCall, path: string): string {
  return `${url.protocol}//${request.headers.host}/v2/${path}`
}

export function requireDigest(text: string): string {
  if (!isDigest(text)) throw digestInvalid({})
  return text
}
