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

  const listed = service ? restOperation(service, request.method ?? 'GET', pathname) : undefined
  return listed?.name ?? `${request.method} ${pathname}`
}

export function isForm(request: Pick<IncomingMessage, 'headers'>): boolean {
  return (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
}
