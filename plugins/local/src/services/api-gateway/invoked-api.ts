import type {IncomingMessage} from 'node:http'

/** Which API somebody calls, and what of it. */
export interface InvokedApi {
  readonly api: string
  readonly region: string | undefined
  readonly stage: string
  /** Begins with a slash. */
  readonly path: string
  readonly query: URLSearchParams
}

const HOST = /^([a-z0-9]+)\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?(?::\d+)?$/
const PATH = /^\/restapis\/([a-z0-9]+)\/([^/]+)\/_user_request_(\/.*)?$/

/** By the name that AWS gives to an API, or by a path where a client cannot say another `Host`. */
export function invokedApi({headers, url = '/'}: Pick<IncomingMessage, 'headers' | 'url'>): InvokedApi | undefined {
  const {pathname, searchParams: query} = new URL(url, 'http://localhost')
  const [, api, region] = HOST.exec(headers.host ?? '') ?? []
  if (api !== undefined) {
    const [, stage = '', path = ''] = /^\/([^/]*)(\/.*)?$/.exec(pathname) ?? []
    return {api, region, stage: decodeURIComponent(stage), path: path || '/', query}
  }
  const [, named, stage, path] = PATH.exec(pathname) ?? []
  if (named === undefined || stage === undefined) return undefined
  return {api: named, region: undefined, stage: decodeURIComponent(stage), path: path ?? '/', query}
}
