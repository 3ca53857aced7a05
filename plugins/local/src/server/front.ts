import type {IncomingMessage, RequestListener, ServerResponse} from 'node:http'
import {setTimeout as sleep} from 'node:timers/promises'

import type {Gateway} from '../services/api-gateway/create-gateway.js'
import {type InvokedApi, invokedApi} from '../services/api-gateway/invoked-api.js'
import type {AnsweredS3Call} from '../services/cloudtrail/s3-data-events.js'
import {type AwsCall, readAwsCall} from './aws-call.js'
import {errorResponse} from './error-response.js'
import type {CallSubject, FaultList, FaultRule} from './fault-list.js'
import type {Journal} from './journal.js'
import {namedInCall} from './named-in-call.js'
import {operationName} from './operation-name.js'
import {forward, type MotoAddress, passOn} from './pass-on.js'
import type {ScenarioHost} from '../scenarios/scenario-host.js'
import {send} from './send.js'
import {type Service, ServiceError, type ServiceRequest, type ServiceResponse} from './service.js'

/** Mends one operation of moto where a deploy needs it; the key in the table is `ecs.CreateService`. */
export type Correction = (
  request: ServiceRequest,
  forward: (request: ServiceRequest) => Promise<ServiceResponse>,
) => Promise<ServiceResponse>

export interface FrontOptions {
  readonly accountId: string
  /** For what is not signed. */
  readonly region: string
  /** Answered here, by the name in the signature. */
  readonly services: Readonly<Record<string, Service>>
  readonly corrections: Readonly<Record<string, Correction>>
  readonly moto: MotoAddress
  readonly faults: FaultList
  readonly journal: Journal
  /** Before the first call of a region goes on: its sample VPC. */
  prepareRegion(region: string): Promise<void>
  /** Comes before all services while one plays. */
  readonly scenario?: Pick<ScenarioHost, 'answer'>
  /** After S3 has taken a call: CloudTrail watches it. */
  readonly s3Taken?: (call: AnsweredS3Call) => Promise<void>
  /** Calls of somebody's own API. */
  readonly gateway?: Pick<Gateway, 'invoke'>
  /** What is under `/_local/`. */
  readonly control: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}

/** The access key id by which the stacks and tasks of the local AWS call its services. */
export const STACKS_KEY = 'cloudformation'

/** The one by which Lambda looks into the sources of functions, again and again: nobody has asked for these calls. */
export const POLLERS_KEY = 'event-sources'

/** Signed for us-east-1 wherever the user is: no sign that anybody uses that region. */
const GLOBAL = new Set(['cloudfront', 'iam', 'organizations', 'route53'])

/** The one address of the local AWS: routes each call by its signature, to a service of ours or on to moto. */
export function createFront(options: FrontOptions): RequestListener {
  return (request, response) => {
    const call = readAwsCall(request, options.region)
    const api = options.gateway && invokedApi(request)
    const answered = request.url?.startsWith('/_local/')
      ? options.control(request, response)
      : api
        ? serveApi(options, api, call, request, response)
        : serve(options, call, request, response)
    void answered.catch((error: unknown) => refuse(call, request, response, error))
  }
}

async function serve(
  options: FrontOptions,
  call: AwsCall,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const {region} = call
  const service = call.service ?? 'unsigned'
  const own = options.services[service]
  const body = own || isText(request) ? await readBody(request) : undefined
  const operation = operationName(request, service, body)
  if (call.accessKeyId !== POLLERS_KEY) {
    options.journal.add({
      time: new Date().toISOString(),
      service,
      operation,
      region,
      names: namedInCall(request, body),
      ...(call.accessKeyId && {accessKeyId: call.accessKeyId}),
    })
    const fault = await takeFault(options.faults, {service, operation, region})
    if (fault) return fail(fault, call, request, response)
  }

  const ordinary = () => answerOrdinarily(options, call, operation, request, body, response)
  const whole = serviceRequest(options, call, request, body ?? Buffer.alloc(0))
  // What stacks and tasks do is not the user's: no scenario comes between them and their services.
  const fromOutside = call.service !== undefined && ![STACKS_KEY, POLLERS_KEY].includes(call.accessKeyId ?? '')
  const answer =
    options.scenario && fromOutside ? await options.scenario.answer(whole, operation, ordinary) : await ordinary()
  if (answer === 'cut') request.socket.resetAndDestroy()
  else if (answer !== 'passed') send(response, answer)
  if (service === 's3' && response.statusCode < 300) await options.s3Taken?.(s3Call(call, request))
}

/** What AWS answers on another host of its own. */
async function serveApi(
  options: FrontOptions,
  api: InvokedApi,
  call: AwsCall,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const subject = {
    service: 'execute-api',
    operation: `${request.method} ${api.path}`,
    region: api.region ?? call.region,
  }
  options.journal.add({time: new Date().toISOString(), ...subject})
  const fault = await takeFault(options.faults, subject)
  if (fault) return fail(fault, call, request, response)
  send(response, await options.gateway!.invoke(api, request, await readBody(request)))
}

function s3Call({region, accessKeyId}: AwsCall, {method = 'GET', url = '/', headers}: IncomingMessage): AnsweredS3Call {
  return {region, accessKeyId, method, url, headers}
}

/** By a service of ours, a correction or moto, which streams its answer itself. */
async function answerOrdinarily(
  options: FrontOptions,
  call: AwsCall,
  operation: string,
  request: IncomingMessage,
  body: Buffer | undefined,
  response: ServerResponse,
): Promise<ServiceResponse | 'passed'> {
  const service = call.service ?? 'unsigned'
  const own = options.services[service]
  if (call.service && !GLOBAL.has(call.service)) await options.prepareRegion(call.region)
  const correction = options.corrections[`${service}.${operation}`]
  if (!own && !correction) {
    await passOn(options.moto, service, request, body, response)
    return 'passed'
  }

  const whole = serviceRequest(options, call, request, body ?? (await readBody(request)))
  return own ? own(whole) : correction!(whole, (changed) => forward(options.moto, changed))
}

/** Waits for the delay that was asked for, and says which failure was. */
export async function takeFault(faults: FaultList, call: CallSubject): Promise<FaultRule | undefined> {
  const {delayMs, failure} = faults.takeCall(call)
  if (delayMs !== undefined) await sleep(delayMs)
  return failure
}

/** Small and needed whole to name the operation; everything else (S3 objects) streams through. */
function isText(request: IncomingMessage): boolean {
  return /^application\/(x-www-form-urlencoded|json|x-amz-json-1\.[01])/.test(request.headers['content-type'] ?? '')
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function serviceRequest(options: FrontOptions, call: AwsCall, request: IncomingMessage, body: Buffer): ServiceRequest {
  const url = new URL(request.url ?? '/', 'http://localhost')
  return {
    service: call.service ?? '',
    region: call.region,
    accountId: options.accountId,
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body,
  }
}

function fail(fault: FaultRule, call: AwsCall, request: IncomingMessage, response: ServerResponse): void {
  if (fault.reset) {
    request.socket.resetAndDestroy()
    return
  }
  const status = fault.status ?? 500
  if (fault.html) {
    send(response, {
      status,
      headers: {'content-type': 'text/html'},
      body: `<html><body>${fault.reason ?? 'failed'}</body></html>`,
    })
    return
  }
  const error = {code: fault.code ?? 'InternalFailure', message: fault.reason ?? 'failed as asked for', status}
  send(response, errorResponse(request, call.service, error))
}

function refuse(call: AwsCall, request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const answer =
    error instanceof ServiceError
      ? error
      : {code: 'InternalFailure', message: `the local AWS failed: ${(error as Error).stack}`, status: 500}
  send(response, errorResponse(request, call.service, answer))
}
