import type {IncomingHttpHeaders, IncomingMessage, ServerResponse} from 'node:http'

import {ask, endToEnd, giveBack} from './relay.js'
import {ServiceError, type ServiceRequest, type ServiceResponse} from './service.js'

/** Where moto answers. */
export interface MotoAddress {
  /** `undefined`: it does not. */
  readonly port: number | undefined
  /** Why not, and what to do about it. */
  readonly missing: string
}

/** Calls with a body that was read already, answers whole: for corrections. */
export async function forward(moto: MotoAddress, request: ServiceRequest): Promise<ServiceResponse> {
  const query = request.query.size > 0 ? `?${request.query.toString()}` : ''
  const answer = await callMoto(
    moto,
    request.service,
    request.method,
    request.path + query,
    request.headers,
    request.body,
  )
  const chunks: Buffer[] = []
  for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk)
  return {status: answer.statusCode ?? 502, headers: endToEnd(answer.headers), body: Buffer.concat(chunks)}
}

/** Streams both ways, unless the body was read already. */
export async function passOn(
  moto: MotoAddress,
  service: string,
  request: IncomingMessage,
  body: Buffer | undefined,
  response: ServerResponse,
): Promise<void> {
  const answer = await callMoto(
    moto,
    service,
    request.method ?? 'GET',
    request.url ?? '/',
    request.headers,
    body ?? request,
  )
  await giveBack(answer, response)
}

/** moto checks no signature, so nothing is signed again; it reads region, account and bucket from headers and host, so they stay. */
async function callMoto(
  moto: MotoAddress,
  service: string,
  method: string,
  path: string,
  headers: IncomingHttpHeaders,
  body: Buffer | IncomingMessage,
): Promise<IncomingMessage> {
  const {port} = moto
  if (port === undefined) throw notThere(service, moto.missing)

  const answer = await ask({host: '127.0.0.1', port, method, path, headers, body}).catch((error: Error) => {
    throw notThere(service, `it does not answer (${error.message}); ${moto.missing}`)
  })
  if (service !== 's3' && isPage(answer)) {
    answer.resume()
    throw new ServiceError(
      'NotImplemented',
      `moto does not have this part of ${service}, or fails at it: ${method} ${path} answered ${answer.statusCode}`,
      501,
    )
  }
  return answer
}

/** The answer to what moto does not have, or to a bug of its own: a web page that no SDK can read. It calls errors of its own so too. */
function isPage({headers, statusCode = 0}: IncomingMessage): boolean {
  const isHtml = (headers['content-type'] ?? '').startsWith('text/html')
  return statusCode >= 400 && isHtml && headers['x-amzn-requestid'] === undefined
}

function notThere(service: string, missing: string): ServiceError {
  // 501 and not 503: no SDK tries again.
  return new ServiceError(
    'NotImplemented',
    `the local AWS passes ${service} on to moto, which is not there: ${missing}`,
    501,
  )
}
