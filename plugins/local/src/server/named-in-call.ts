import type {IncomingMessage} from 'node:http'

import {isForm} from './operation-name.js'

/** Parameters that say what a call is about. */
const NAMING = /(Name|Names|Arn|ARN|Id|Ids|Identifier|cluster|services?|tasks?)(\.member\.1|\.1)?$/

/**
 * What a call names: its parameters that say what it is about, of a list the first; of a service that has its names in the address, that.
 * Texts alone, and nothing of what is sent.
 */
export function namedInCall(request: IncomingMessage, body: Buffer | undefined): Readonly<Record<string, string>> {
  const {pathname, searchParams} = new URL(request.url ?? '/', 'http://localhost')
  const parameters = isForm(request)
    ? Object.fromEntries(new URLSearchParams(body?.toString('utf8') ?? ''))
    : {...Object.fromEntries(searchParams), ...jsonOf(body)}
  const named = Object.entries(parameters).flatMap(([key, value]): [string, string][] => {
    const first: unknown = Array.isArray(value) ? value[0] : value
    return NAMING.test(key) && typeof first === 'string' ? [[key, first]] : []
  })
  return Object.fromEntries([...(pathname === '/' ? [] : [['path', pathname] as const]), ...named])
}

function jsonOf(body: Buffer | undefined): object {
  try {
    const data: unknown = JSON.parse(body?.toString('utf8') ?? '')
    return typeof data === 'object' && data !== null ? data : {}
  } catch {
    return {}
  }
}
