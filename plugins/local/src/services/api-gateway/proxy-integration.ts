import type {ServiceResponse} from '../../server/service.js'
import type {Lambda} from '../lambda/create-lambda.js'
import {type ApiRequest, contextOf} from './api-request.js'
import {refusal} from './refusal.js'

interface Answer {
  readonly statusCode?: number | string
  readonly headers?: Readonly<Record<string, string | number | boolean>>
  readonly multiValueHeaders?: Readonly<Record<string, readonly (string | number | boolean)[]>>
  readonly body?: string
  readonly isBase64Encoded?: boolean
}

/** "Lambda proxy integrations in API Gateway": the whole request is the event, and the function answers for itself. */
export async function callFunctionOf(request: ApiRequest, lambda: Pick<Lambda, 'call'>): Promise<ServiceResponse> {
  const {uri = '', credentials} = request.method.methodIntegration ?? {}
  const arn = /:lambda:path\/[^/]+\/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? ''
  const {region, accountId, api, stage, verb, resource} = request
  const result = await lambda.call({
    arn,
    principal: 'apigateway.amazonaws.com',
    sourceArn: `arn:aws:execute-api:${region}:${accountId}:${api}/${stage}/${verb}${resource.path ?? '/'}`,
    sourceAccount: accountId,
    byRole: credentials !== undefined,
    event: proxyEvent(request),
    wait: true,
  })
  // Whatever keeps API Gateway from calling it, the caller hears the same.
  if (typeof result === 'string') return refusal(500, 'Internal server error')
  return result.failed ? refusal(502, 'Internal server error') : toResponse(result.payload.toString())
}

function proxyEvent(request: ApiRequest): object {
  const {verb, path, resource, headers, query, pathParameters, stageVariables, body, binaryMediaTypes} = request
  const type = headers['content-type'] ?? ''
  const isBinary = binaryMediaTypes.some((one) => one === '*/*' || one === type || one === type.replace(/\/.*/, '/*'))
  const all = Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat()] as const)
  const names = [...new Set(query.keys())]
  return {
    resource: resource.path,
    path,
    httpMethod: verb,
    headers: Object.fromEntries(all.map(([name, values]) => [name, values.at(-1)])),
    multiValueHeaders: Object.fromEntries(all),
    queryStringParameters: orNull(Object.fromEntries(names.map((name) => [name, query.getAll(name).at(-1)]))),
    multiValueQueryStringParameters: orNull(Object.fromEntries(names.map((name) => [name, query.getAll(name)]))),
    pathParameters: orNull(pathParameters),
    stageVariables: orNull(stageVariables),
    requestContext: contextOf(request),
    body: body.length === 0 ? null : body.toString(isBinary ? 'base64' : 'utf8'),
    isBase64Encoded: isBinary,
  }
}

function orNull(values: object): object | null {
  return Object.keys(values).length > 0 ? values : null
}

/** A function that answers something else has made a "malformed Lambda proxy response". */
function toResponse(payload: string): ServiceResponse {
  let answer: Answer
  try {
    answer = (JSON.parse(payload) ?? {}) as Answer
  } catch {
    return refusal(502, 'Internal server error')
  }
  const {statusCode = 200, headers = {}, multiValueHeaders = {}, body = '', isBase64Encoded} = answer
  const status = Number(statusCode)
  const known = ['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']
  const isWellFormed =
    typeof answer === 'object' &&
    Object.keys(answer).every((name) => known.includes(name)) &&
    Number.isInteger(status) &&
    status >= 100 &&
    status < 600 &&
    typeof body === 'string'
  if (!isWellFormed) return refusal(502, 'Internal server error')
  const all = {
    ...headers,
    ...Object.fromEntries(Object.entries(multiValueHeaders).map(([name, values]) => [name, values.join(', ')])),
  }
  const texts = Object.fromEntries(Object.entries(all).map(([name, value]) => [name.toLowerCase(), String(value)]))
  return {
    status,
    headers: {'content-type': 'application/json', ...texts},
    body: isBase64Encoded ? Buffer.from(body, 'base64') : body,
  }
}
