import type {IncomingMessage, RequestListener, ServerResponse} from 'node:http'
import type {TLSSocket} from 'node:tls'

import {deleteBlob, getBlob} from './blob-routes.js'
import {deleteManifest, getManifest, storeManifest} from './manifest-routes.js'
import {answer, registryCall, type RegistryRoute} from './registry-call.js'
import {RegistryError, toRegistryErrors} from './registry-error.js'
import type {LayerStore} from './store/layer-store.js'
import type {Repositories} from './store/repositories.js'
import {listTags} from './tag-routes.js'
import type {Tokens} from './tokens.js'
import {appendUpload, cancelUpload, finishUpload, getUpload, startUpload} from './upload-routes.js'

export interface RegistryOptions {
  readonly repositories: Repositories
  readonly layers: LayerStore
  readonly tokens: Tokens
}

/** One kind of address, with what each method does there. */
interface Place {
  readonly name: string
  readonly pattern: RegExp
  readonly routes: Readonly<Record<string, RegistryRoute>>
}

const PLAIN = {'content-type': 'text/plain; charset=utf-8'}

const NAME = '(?<path>[^?]+?)'

const PLACES: readonly Place[] = [
  {
    name: 'uploads',
    pattern: new RegExp(`^/v2/${NAME}/blobs/uploads/(?<reference>)$`),
    routes: {POST: startUpload},
  },
  {
    name: 'upload',
    pattern: new RegExp(`^/v2/${NAME}/blobs/uploads/(?<reference>[0-9a-f-]+)$`),
    routes: {GET: getUpload, PATCH: appendUpload, PUT: finishUpload, DELETE: cancelUpload},
  },
  {
    name: 'blob',
    pattern: new RegExp(`^/v2/${NAME}/blobs/(?<reference>[a-z0-9]+:[0-9a-f]+)$`),
    routes: {GET: getBlob, HEAD: getBlob, DELETE: deleteBlob},
  },
  {
    name: 'manifest',
    pattern: new RegExp(`^/v2/${NAME}/manifests/(?<reference>[a-z0-9]+:[0-9a-f]+|[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})$`),
    routes: {GET: getManifest, HEAD: getManifest, PUT: storeManifest, DELETE: deleteManifest},
  },
  {name: 'tags', pattern: new RegExp(`^/v2/${NAME}/tags/(?<reference>list)$`), routes: {GET: listTags}},
]

export interface RegistrySubject {
  /** `GET manifest`, `POST uploads`: what journal and faults call a request to the registry. */
  readonly operation: string
  /** The repository that is asked for, or what else stands at the address. */
  readonly resource: string
}

export function registrySubject(request: IncomingMessage): RegistrySubject {
  const {pathname} = requestUrl(request)
  for (const {name, pattern} of PLACES) {
    const path = pattern.exec(pathname)?.groups?.['path']
    if (path !== undefined) return {operation: `${request.method} ${name}`, resource: path}
  }
  return {operation: `${request.method} ${pathname}`, resource: pathname}
}

/** The registry behind the ECR API: what Docker clients speak under `/v2/`, over the same store. */
export function createRegistry(options: RegistryOptions): RequestListener {
  return (request, response) => {
    void serve(options, request, response).catch((error: unknown) => refuse(response, error))
  }
}

async function serve(options: RegistryOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('docker-distribution-api-version', 'registry/2.0')
  const url = requestUrl(request)
  if (url.pathname === '/v2/') {
    authorize(options.tokens, request, url, null)
    return answer({response}, 200, {'content-type': 'application/json; charset=utf-8'}, '{}')
  }

  for (const {pattern, routes} of PLACES) {
    const groups = pattern.exec(url.pathname)?.groups
    if (!groups) continue
    const {path = '', reference = ''} = groups
    authorize(options.tokens, request, url, wantedAccess(request, path))
    const route = routes[request.method ?? '']
    if (!route)
      return answer({response}, 405, {...PLAIN, allow: Object.keys(routes).sort().join(', ')}, 'Method not allowed\n')
    const repository = options.repositories.at(request.headers.host, path)
    return route(registryCall({...options, request, response, url, repository, path, reference}))
  }
  answer({response}, 404, PLAIN, '404 page not found\n')
}

/** User `AWS` with a token of ours; a download address of `GetDownloadUrlForLayer` carries the token itself. */
function authorize(tokens: Tokens, request: IncomingMessage, url: URL, wanted: object | null): void {
  const [user, password] = basicCredentials(request.headers.authorization)
  const check = tokens.check(url.searchParams.get('token') ?? (user === 'AWS' ? (password ?? '') : ''))
  if (check === 'valid') return
  if (check === 'expired')
    throw new RegistryError(403, 'DENIED', 'Your authorization token has expired. Reauthenticate and try again.')
  throw new RegistryError(401, 'UNAUTHORIZED', 'authentication required', wanted)
}

/** A Docker client tries again for a minute where a refusal has no detail. */
function wantedAccess({method}: IncomingMessage, Name: string): object[] {
  const actions = method === 'DELETE' ? ['delete'] : method === 'GET' || method === 'HEAD' ? ['pull'] : ['pull', 'push']
  return actions.map((Action) => ({Type: 'repository', Class: '', Name, Action}))
}

function basicCredentials(header: string | undefined): string[] {
  const encoded = /^Basic (.+)$/i.exec(header ?? '')?.[1] ?? ''
  const [user = '', ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return [user, password.join(':')]
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const errors = toRegistryErrors(error)
  const status = errors[0]?.status ?? 500
  answer(
    {response},
    status,
    {
      'content-type': 'application/json; charset=utf-8',
      ...(status === 401 && {'www-authenticate': 'Basic realm="ecr"'}),
    },
    JSON.stringify({errors: errors.map(({code, message, detail}) => ({code, message, detail}))}) + '\n',
  )
}

function requestUrl(request: IncomingMessage): URL {
  const scheme = (request.socket as Partial<TLSSocket>).encrypted ? 'https' : 'http'
  return new URL(request.url ?? '/', `${scheme}://${request.headers.host ?? 'localhost'}`)
}
