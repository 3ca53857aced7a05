import {randomUUID} from 'node:crypto'

import type {Integration, IntegrationResponse} from '@aws-sdk/client-api-gateway'

import type {ServiceResponse} from '../../server/service.js'
import type {ServiceClients} from '../cloudformation/clients.js'
import {roleTrusts} from '../role-trusts.js'
import {type ApiRequest, contextOf} from './api-request.js'
import {refusal} from './refusal.js'
import {renderTemplate, type TemplateScope} from './template.js'

/** Services whose API is JSON with the name of the action in a header. */
const TARGETS: Readonly<Record<string, readonly [prefix: string, contentType: string]>> = {
  dynamodb: ['DynamoDB_20120810', 'application/x-amz-json-1.0'],
  events: ['AWSEvents', 'application/x-amz-json-1.1'],
  kinesis: ['Kinesis_20131202', 'application/x-amz-json-1.1'],
  sqs: ['AmazonSQS', 'application/x-amz-json-1.0'],
}

export interface ServiceIntegrationScope {
  /** Of the local AWS. */
  readonly endpoint: string
  readonly clients: (region: string) => ServiceClients
}

/** The `AWS` integration of an action (`kinesis:action/PutRecord`), and `MOCK`, with their mapping templates. */
export async function callServiceOf(request: ApiRequest, scope: ServiceIntegrationScope): Promise<ServiceResponse> {
  const integration = request.method.methodIntegration ?? {}
  const chosen = templateFor(integration, request)
  if (chosen === 'refused') return refusal(415, 'Unsupported Media Type')
  const {template} = chosen
  const body = template === undefined ? request.body.toString() : renderTemplate(template, templateScope(request))
  if (integration.type === 'MOCK') {
    const {statusCode = 500} = JSON.parse(body || '{}') as {statusCode?: number}
    return mapped(integration, {status: statusCode, headers: {}, body: ''}, request)
  }

  const [, region = '', service = '', action = ''] =
    /:apigateway:([^:]+):([^:]+):action\/(.+)$/.exec(integration.uri ?? '') ?? []
  const target = TARGETS[service]
  const {credentials} = integration
  if (!target || credentials === undefined) return refusal(500, 'Internal server error')
  if (!(await roleTrusts(credentials, 'apigateway.amazonaws.com', scope.clients(request.region))))
    return refusal(500, 'Internal server error')
  const answer = await fetch(scope.endpoint, {
    method: 'POST',
    headers: {
      'content-type': target[1],
      ...requestHeaders(integration, request),
      'x-amz-target': `${target[0]}.${action}`,
      authorization: `AWS4-HMAC-SHA256 Credential=apigateway/${day()}/${region}/${service}/aws4_request, SignedHeaders=host, Signature=local`,
    },
    body,
  })
  const headers = Object.fromEntries(answer.headers)
  return mapped(integration, {status: answer.status, headers, body: await answer.text()}, request)
}

/** Without a template the body goes on as it is ("Integration passthrough behaviors in API Gateway"). */
function templateFor(
  {requestTemplates = {}, passthroughBehavior = 'WHEN_NO_MATCH'}: Integration,
  {headers}: ApiRequest,
): {template?: string} | 'refused' {
  const type = (headers['content-type'] ?? 'application/json').split(';')[0]!.trim().toLowerCase()
  const template = requestTemplates[type]
  if (template !== undefined && template !== null) return {template}
  const hasTemplates = Object.keys(requestTemplates).length > 0
  return passthroughBehavior === 'NEVER' || (passthroughBehavior === 'WHEN_NO_TEMPLATES' && hasTemplates)
    ? 'refused'
    : {}
}

function templateScope(request: ApiRequest, body = request.body.toString()): TemplateScope {
  const {pathParameters, query, headers, stageVariables} = request
  return {
    body,
    context: contextOf(request),
    stageVariables,
    params: {
      path: pathParameters,
      querystring: Object.fromEntries(query),
      header: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    },
  }
}

/** `integration.request.header.X`: a text between quotes, or what the caller has sent. */
function requestHeaders({requestParameters = {}}: Integration, {headers}: ApiRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(requestParameters).flatMap(([to, from]) => {
      const name = /^integration\.request\.header\.(.+)$/.exec(to)?.[1]
      const value =
        /^'(.*)'$/.exec(from)?.[1] ?? headers[/^method\.request\.header\.(.+)$/.exec(from)?.[1]?.toLowerCase() ?? '']
      return name === undefined || value === undefined ? [] : [[name.toLowerCase(), String(value)]]
    }),
  )
}

/** The integration response whose pattern is the whole status, else the one without a pattern. */
function mapped({integrationResponses}: Integration, answer: ServiceResponse, request: ApiRequest): ServiceResponse {
  const all = Object.values(integrationResponses ?? {})
  const chosen =
    all.find(({selectionPattern: pattern}) => pattern && new RegExp(`^(?:${pattern})$`).test(String(answer.status))) ??
    all.find(({selectionPattern: pattern}) => !pattern)
  if (!chosen) return refusal(500, 'Internal server error')
  const template = chosen.responseTemplates?.['application/json']
  return {
    status: Number(chosen.statusCode),
    headers: {'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), ...responseHeaders(chosen, answer)},
    body: template ? renderTemplate(template, templateScope(request, answer.body.toString())) : answer.body,
  }
}

function responseHeaders(
  {responseParameters}: IntegrationResponse,
  {headers}: ServiceResponse,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(responseParameters ?? {}).flatMap(([to, from]) => {
      const name = /^method\.response\.header\.(.+)$/.exec(to)?.[1]
      const value =
        /^'(.*)'$/.exec(from)?.[1] ??
        headers[/^integration\.response\.header\.(.+)$/.exec(from)?.[1]?.toLowerCase() ?? '']
      return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value]]
    }),
  )
}

function day(): string {
  return new Date().toISOString().slice(0, 10).replaceAll('-', '')
}
