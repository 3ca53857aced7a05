import {randomUUID} from 'node:crypto'
import type {IncomingMessage} from 'node:http'

import {isForm} from './operation-name.js'
import type {ServiceResponse} from './service.js'

export interface AwsError {
  readonly code: string
  readonly message: string
  readonly status: number
  readonly members?: Readonly<Record<string, unknown>>
}

/** What of a request decides how it is answered. */
type Asked = Pick<IncomingMessage, 'headers' | 'url'>

/** An error in the words of the protocol that the request speaks, so that every SDK reads code and message out of it. */
export function errorResponse(request: Asked, service: string | undefined, error: AwsError): ServiceResponse {
  const requestId = randomUUID()
  const code = `<Code>${escape(error.code)}</Code>`
  const message = `<Message>${escape(error.message)}</Message>`

  if (service === 'ec2')
    return xml(
      error,
      `<Response><Errors><Error>${code}${message}</Error></Errors><RequestID>${requestId}</RequestID></Response>`,
    )
  if (service === 's3') return xml(error, `<Error>${code}${message}<RequestId>${requestId}</RequestId></Error>`)
  if (isQuery(request)) {
    const type = `<Type>${error.status < 500 ? 'Sender' : 'Receiver'}</Type>`
    return xml(
      error,
      `<ErrorResponse><Error>${type}${code}${message}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
    )
  }
  return {
    status: error.status,
    headers: {
      'content-type': request.headers['content-type'] ?? 'application/json',
      'x-amzn-errortype': error.code,
      'x-amzn-requestid': requestId,
    },
    body: JSON.stringify({__type: error.code, message: error.message, ...error.members}),
  }
}

function isQuery(request: Asked): boolean {
  return isForm(request) || (request.url ?? '').includes('Action=')
}

function xml({status}: AwsError, body: string): ServiceResponse {
  return {status, headers: {'content-type': 'text/xml'}, body: `<?xml version="1.0" encoding="UTF-8"?>${body}`}
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
