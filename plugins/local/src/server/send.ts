import type {ServerResponse} from 'node:http'
import {pipeline} from 'node:stream'

import type {ServiceResponse} from './service.js'

export function send(response: ServerResponse, {status, headers, body, stream}: ServiceResponse): void {
  if (stream) {
    response.writeHead(status, headers)
    if (body.length > 0) response.write(body)
    // Whoever has heard enough goes, and the stream ends with the connection.
    pipeline(stream, response, () => {})
    return
  }
  response.writeHead(status, {...headers, 'content-length': Buffer.byteLength(body)})
  response.end(body)
}
