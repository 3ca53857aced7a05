import {type IncomingHttpHeaders, type IncomingMessage, request as send, type ServerResponse} from 'node:http'
import {pipeline} from 'node:stream/promises'

export interface Asked {
  readonly host: string
  readonly port: number | string
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** A request's is streamed. */
  readonly body: Buffer | IncomingMessage
  /** Ends the call. */
  readonly signal?: AbortSignal
}

/** Asks another server; its answer is not read yet. Rejects where it does not answer. */
export function ask({host, port, method, path, headers, body, signal}: Asked): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sized = Buffer.isBuffer(body)
      ? {...without(headers, 'transfer-encoding'), 'content-length': body.length}
      : headers
    const call = send({host, port, method, path, headers: sized, agent: false, signal}, resolve)
    call.on('error', reject)
    if (Buffer.isBuffer(body)) call.end(body)
    else body.pipe(call)
  })
}

/** As a stream; where one side breaks off, so does the other. */
export async function giveBack(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers))
  await pipeline(answer, response)
}

/** Without the headers that belong to one connection (RFC 9110, section 7.6.1). */
export function endToEnd(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = without(headers, 'connection', 'keep-alive', 'transfer-encoding')
  return Object.fromEntries(
    Object.entries(kept).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
}

function without(headers: IncomingHttpHeaders, ...names: string[]): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)))
}
