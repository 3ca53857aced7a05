import type {IncomingMessage} from 'node:http'

import {restOperation} from './rest-operations.js'

/** `CreateService`; for a REST service that is not listed `GET /path`. The body is asked only for what says `Action=` there. */
export function operationName(request: IncomingMessage, service: string | undefined, body: Buffer | undefined): string {
  const target = request.headers['x-amz-target']
  if (typeof target === 'string') return target.slice(target.lastIndexOf('.') + 1)

  const {pathname, searchParams} = new URL(request.url ?? '/', 'http://localhost')
  const form = isForm(request) && body ? new URLSearchParams(body.toString('utf8')) : searchParams
  const action = form.get('Action')
  if (action) return action

  const rpc = /\/service\/[^/]+\/operation\/([^/]+)$/.exec(pathname)?.[1]
  if (rpc) return rpc

  if (service === 's3') return s3Operation(request.method ?? 'GET', pathname, searchParams)
  const listed = service ? restOperation(service, request.method ?? 'GET', pathname) : undefined
  return listed?.name ?? `${request.method} ${pathname}`
}

/** Those of S3 that more is done about than to pass them on. */
function s3Operation(method: string, path: string, query: URLSearchParams): string {
  if (query.has('notification') && method === 'PUT') return 'PutBucketNotificationConfiguration'
  if (query.has('notification') && method === 'GET') return 'GetBucketNotificationConfiguration'
  if (query.has('delete') && method === 'POST') return 'DeleteObjects'
  if (query.has('versions') && method === 'GET') return 'ListObjectVersions'
  if (query.has('list-type') && method === 'GET') return 'ListObjectsV2'
  return `${method} ${path}`
}

export function isForm(request: Pick<IncomingMessage, 'headers'>): boolean {
  return (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
}
