import {randomUUID} from 'node:crypto'

import type {ServiceRequest, ServiceResponse} from '../../server/service.js'

export type Json = Readonly<Record<string, unknown>>

export function readJson({body}: ServiceRequest): Json {
  return JSON.parse(body.toString('utf8') || '{}') as Json
}

export function writeJson(body: Json, contentType = 'application/x-amz-json-1.1'): ServiceResponse {
  const headers = {'content-type': contentType, 'x-amzn-requestid': randomUUID()}
  return {status: 200, headers, body: JSON.stringify(body)}
}

/** AWS's JSON protocols count seconds. */
export function seconds(at: number | undefined): number | undefined {
  return at === undefined ? undefined : at / 1000
}

export function textOf(input: Json, key: string): string | undefined {
  const value = input[key]
  return typeof value === 'string' ? value : undefined
}

export function textsOf(input: Json, key: string): readonly string[] {
  const value = input[key]
  return Array.isArray(value) ? value.map(String) : []
}
