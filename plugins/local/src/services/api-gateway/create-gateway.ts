import {randomUUID} from 'node:crypto'
import type {IncomingMessage} from 'node:http'

import type {APIGatewayClient, Resource, RestApi, Stage} from '@aws-sdk/client-api-gateway'

import {type AwsCall, readAwsCall} from '../../server/aws-call.js'
import type {Correction} from '../../server/front.js'
import type {ServiceResponse} from '../../server/service.js'
import type {ServiceClients} from '../cloudformation/clients.js'
import type {Lambda} from '../lambda/create-lambda.js'
import type {ApiRequest} from './api-request.js'
import {checkAccess} from './check-access.js'
import {findMethod} from './find-method.js'
import type {InvokedApi} from './invoked-api.js'
import {callFunctionOf} from './proxy-integration.js'
import {refusal} from './refusal.js'
import {callServiceOf} from './service-integration.js'

export interface GatewayOptions {
  readonly accountId: string
  /** Where a path says none and nobody signs. */
  readonly region: string
  readonly endpoint: string
  readonly lambda: Pick<Lambda, 'call'>
  /** For what the APIs are made of, and for roles. */
  readonly clients: (region: string) => ServiceClients
}

export interface Gateway {
  readonly corrections: Readonly<Record<string, Correction>>
  /** A call of somebody's API. */
  invoke(api: InvokedApi, request: IncomingMessage, body: Buffer): Promise<ServiceResponse>
  clear(): void
}

/** REST APIs that answer. moto keeps what they are made of; what a deployment has seen of it is kept here. */
export function createGateway(options: GatewayOptions): Gateway {
  const deployed = new Map<string, readonly Resource[]>()
  return {
    corrections: {
      'apigateway.CreateDeployment': async (request, forward) => {
        const answer = await forward(request)
        if (answer.status >= 300) return answer
        const {id} = JSON.parse(answer.body.toString()) as {id: string}
        const api = request.path.split('/')[2] ?? ''
        deployed.set(`${api}/${id}`, await resourcesOf(api, await options.clients(request.region).apiGateway()))
        return answer
      },
    },
    clear: () => deployed.clear(),
    async invoke(invoked, request, body) {
      const call = readAwsCall(request, options.region)
      const region = invoked.region ?? call.region
      const gateway = await options.clients(region).apiGateway()
      const found = await find(invoked, gateway)
      if (!found) return refusal(403, 'Forbidden')
      const {stage, api} = found
      const resources =
        deployed.get(`${invoked.api}/${stage.deploymentId}`) ?? (await resourcesOf(invoked.api, gateway))
      const verb = request.method ?? 'GET'
      const method = findMethod(resources, verb, invoked.path)
      if (!method) return refusal(403, 'Missing Authentication Token')

      const apiKey = [request.headers['x-api-key']].flat()[0]
      const names = {region, api: invoked.api, stage: invoked.stage, apiKey}
      const refused = await checkAccess({...names, method: method.method, call}, gateway)
      if (refused) return refused
      const {accountId} = options
      const {path, query} = invoked
      const {headers} = request
      const stageVariables = stage.variables ?? {}
      const binaryMediaTypes = api.binaryMediaTypes ?? []
      const who = signerOf(call)
      const of = {...method, ...names, accountId, path, query, headers, body, verb, stageVariables, binaryMediaTypes}
      return integrate({...of, id: randomUUID(), time: new Date(), accessKeyId: who}, options)
    },
  }
}

async function find(
  {api: restApiId, stage: stageName}: InvokedApi,
  gateway: APIGatewayClient,
): Promise<{api: RestApi; stage: Stage} | undefined> {
  const {GetRestApiCommand, GetStageCommand} = await import('@aws-sdk/client-api-gateway')
  try {
    const [api, stage] = await Promise.all([
      gateway.send(new GetRestApiCommand({restApiId})),
      gateway.send(new GetStageCommand({restApiId, stageName})),
    ])
    return {api, stage}
  } catch (error) {
    if ((error as Error).name === 'NotFoundException') return undefined
    throw error
  }
}

async function resourcesOf(restApiId: string, gateway: APIGatewayClient): Promise<readonly Resource[]> {
  const {GetResourcesCommand} = await import('@aws-sdk/client-api-gateway')
  const {items = []} = await gateway.send(new GetResourcesCommand({restApiId, limit: 500, embed: ['methods']}))
  return items
}

function signerOf({service, accessKeyId}: AwsCall): string | undefined {
  return service === undefined ? undefined : accessKeyId
}

/** The longest that an integration may take by default. */
const LONGEST_MS = 29_000

async function integrate(request: ApiRequest, options: GatewayOptions): Promise<ServiceResponse> {
  const {type, timeoutInMillis = LONGEST_MS} = request.method.methodIntegration ?? {}
  try {
    switch (type) {
      case 'AWS_PROXY':
        return await inTime(callFunctionOf(request, options.lambda), timeoutInMillis)
      case 'AWS':
      case 'MOCK':
        return await inTime(callServiceOf(request, options), timeoutInMillis)
      default:
        return refusal(501, `the local API Gateway does not have integrations of the type ${type ?? 'none'}`)
    }
  } catch (error) {
    process.stderr.write(
      `API Gateway: ${request.verb} ${request.path} of ${request.api}: ${(error as Error).message}\n`,
    )
    return refusal(500, 'Internal server error')
  }
}

async function inTime(work: Promise<ServiceResponse>, ms: number): Promise<ServiceResponse> {
  const late = new AbortController()
  const timeout = new Promise<ServiceResponse>((resolve) => {
    const timer = setTimeout(() => resolve(refusal(504, 'Endpoint request timed out')), ms)
    late.signal.addEventListener('abort', () => clearTimeout(timer))
  })
  // What comes too late fails for nobody.
  work.catch(() => undefined)
  try {
    return await Promise.race([work, timeout])
  } finally {
    late.abort()
  }
}
