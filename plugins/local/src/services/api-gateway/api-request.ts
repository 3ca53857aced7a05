import type {IncomingHttpHeaders} from 'node:http'

import type {FoundMethod} from './find-method.js'

/** A call of a method of an API, as its integration sees it. */
export interface ApiRequest extends FoundMethod {
  readonly id: string
  readonly api: string
  readonly region: string
  readonly accountId: string
  readonly stage: string
  readonly stageVariables: Readonly<Record<string, string>>
  readonly verb: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  readonly time: Date
  readonly accessKeyId: string | undefined
  readonly apiKey: string | undefined
  /** `image/*`: these bodies go on as base64. */
  readonly binaryMediaTypes: readonly string[]
}

/** `$context` of templates, and `requestContext` of events. */
export function contextOf(request: ApiRequest) {
  const {id, api, accountId, stage, verb, path, resource, headers, time, accessKeyId, apiKey} = request
  return {
    accountId,
    apiId: api,
    domainName: headers.host,
    extendedRequestId: id,
    httpMethod: verb,
    identity: {
      accessKey: accessKeyId ?? null,
      accountId: accessKeyId === undefined ? null : accountId,
      apiKey: apiKey ?? null,
      sourceIp: '127.0.0.1',
      userAgent: headers['user-agent'] ?? null,
    },
    path: `/${stage}${path === '/' ? '/' : path}`,
    protocol: 'HTTP/1.1',
    requestId: id,
    requestTime: time.toUTCString(),
    requestTimeEpoch: time.getTime(),
    resourceId: resource.id,
    resourcePath: resource.path,
    stage,
  }
}
