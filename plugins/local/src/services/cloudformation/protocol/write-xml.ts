import {randomUUID} from 'node:crypto'

import type {ServiceError, ServiceResponse} from '../../../server/service.js'

/** What an operation answers with: plain data in the order of AWS's own model. `undefined` is left out. */
export type Result = Readonly<Record<string, unknown>>

const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/'

/** `undefined`: the operation has no result (`DeleteStack`). */
export function writeResult(action: string, result: Result | undefined): ServiceResponse {
  const requestId = randomUUID()
  const body = {
    ...(result && {[`${action}Result`]: result}),
    ResponseMetadata: {RequestId: requestId},
  }
  return respond(200, requestId, `${action}Response`, body)
}

export function writeError({code, message, status}: ServiceError): ServiceResponse {
  const requestId = randomUUID()
  const body = {
    Error: {Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message},
    RequestId: requestId,
  }
  return respond(status, requestId, 'ErrorResponse', body)
}

function respond(status: number, requestId: string, root: string, body: Result): ServiceResponse {
  return {
    status,
    headers: {'content-type': 'text/xml', 'x-amzn-requestid': requestId},
    body: `<${root} xmlns="${NAMESPACE}">${members(body)}</${root}>\n`,
  }
}

function members(structure: object): string {
  return Object.entries(structure)
    .map(([name, value]) => element(name, value))
    .join('')
}

function element(name: string, value: unknown): string {
  if (value === undefined || value === null) return ''
  return `<${name}>${content(value)}</${name}>`
}

function content(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => element('member', item)).join('')
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'object' && value !== null) return members(value)
  return escape(String(value))
}

const ENTITIES: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#xD;'}

/** A bare carriage return would be read back as a line feed (XML 1.0, 2.11): templates come back as they were sent. */
function escape(value: string): string {
  return value.replace(/[&<>"\r]/g, (character) => ENTITIES[character]!).replace(NOT_IN_XML, '')
}

const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g
